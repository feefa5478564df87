/** The forms in which a network can be had, in the order of the menu. Pure. */
import type { MenuItem } from '../ui/menu.js';

interface Format {
  /** As the API calls it. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Whether trained weights take part: `optional` ones do when there are some. */
  readonly weights: 'none' | 'optional' | 'required';
}

const FORMATS: readonly Format[] = [
  { id: 'json', name: 'JSON', description: 'The architecture, and where it came from', weights: 'none' },
  { id: 'timm', name: 'timm', description: 'Stage strings and model arguments', weights: 'none' },
  { id: 'pytorch', name: 'PyTorch', description: 'A Python file that needs PyTorch alone', weights: 'optional' },
  { id: 'keras', name: 'Keras 3', description: 'A Python file for any of its backends', weights: 'optional' },
  { id: 'tfjs', name: 'TensorFlow.js', description: 'The trained network, for tf.loadLayersModel', weights: 'required' },
  { id: 'onnx', name: 'ONNX', description: 'The trained network, operator set 17', weights: 'required' },
];

export function formatItems(hasWeights: boolean): readonly MenuItem[] {
  return FORMATS.map(({ id, name, description, weights }) => ({
    id,
    name,
    description: weights === 'optional' ? `${description}, ${hasWeights ? 'with' : 'without'} trained weights` : description,
    unavailable: weights === 'required' && !hasWeights ? 'Needs trained weights: train it in full first' : null,
  }));
}
