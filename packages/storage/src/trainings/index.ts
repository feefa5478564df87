/** Full trainings of candidates: asking for them, cancelling them, and everything that is read of them. */
export { cancelTraining } from './cancel.js';
export { chooseCandidates, createTrainings, type ChosenCandidate, type NewTraining, type TrainingChoice } from './create.js';
export { listTrainings, trainedWeights, trainingDetail } from './read.js';
export { trainingSummary } from './summaries.js';
