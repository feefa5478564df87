/** Named tensors in one file, with strings beside them: checkpoints and trained weights, in a format that many libraries read. */
export { decodeTensors, encodeTensors, type StoredTensor, type TensorFile } from './tensor-file.js';
