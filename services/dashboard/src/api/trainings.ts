import type { Train, TrainingDetail, TrainingList, TrainingSummary } from '@stride/contracts';
import { request } from './http.js';
import { searchPath } from './searches.js';

const trainingPath = (id: string) => `/v1/trainings/${encodeURIComponent(id)}`;

export function listTrainings(searchId: string, signal?: AbortSignal): Promise<TrainingList> {
  return request(`${searchPath(searchId)}/trainings`, { signal });
}

export function getTraining(id: string, signal?: AbortSignal): Promise<TrainingDetail> {
  return request(trainingPath(id), { signal });
}

/** Where the same training is under way or completed already, it is the answer, and no other is begun. */
export async function train(searchId: string, body: Train): Promise<readonly TrainingSummary[]> {
  const path = `${searchPath(searchId)}/train`;
  return (await request<{ readonly items: readonly TrainingSummary[] }>(path, { method: 'POST', body })).items;
}

export function cancelTraining(id: string): Promise<TrainingDetail> {
  return request(`${trainingPath(id)}/cancel`, { method: 'POST' });
}
