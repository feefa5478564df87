/**
 * Where the files of a full training are. Every attempt has its own, so that a worker which is thought to be lost, and is
 * not, cannot overwrite what its successor has stored.
 */
export function checkpointKey(trainingId: string, attempt: number): string {
  return `trainings/${trainingId}/attempt-${attempt}/checkpoint.safetensors`;
}

export function weightsKey(trainingId: string, attempt: number): string {
  return `trainings/${trainingId}/attempt-${attempt}/weights.safetensors`;
}
