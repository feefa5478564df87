/**
 * Searches replayed on recorded results in virtual time, through the same turns of the search loop that a controller takes.
 * `data/` says what results to replay look like, `table/` reads them from files, `accel-nasbench/` from the data of that
 * benchmark, `recorded-search/` makes them of a search that was really run; `simulation/` runs searches on them, and `forecast/`
 * says what these cost and find.
 */
export type { EvaluationData, RecordedTraining } from './data/evaluation-data.js';
export { rowSpace, type RowSpace } from './data/row-space.js';
export { hashOfNumber, rowMajorSpace } from './data/row-major.js';
export { withAssumedCurves } from './data/assumed-curves.js';
export { medianSeconds, withMedianSeconds } from './data/median-seconds.js';

export type { FactorDocument, Goal, MetricDocument, RewardDocument, TableDocument, ValueDocument } from './table/document.js';
export type { Metric, Table } from './table/table.js';
export { readTable } from './table/read-table.js';
export { loadTable } from './table/load-table.js';
export { tableData } from './table/table-data.js';

export { ACCEL_NASBENCH_SPACE, EFFICIENTNET_B0, encodingOf, featuresOf } from './accel-nasbench/space.js';
export { findAccelNasBench } from './accel-nasbench/find.js';
export { loadSurrogate, type Surrogate } from './accel-nasbench/surrogate.js';
export { SEED_NOISE, surrogateData, type SurrogateDataOptions, type SurrogateObjective } from './accel-nasbench/surrogate-data.js';
export { loadRecordedRows } from './accel-nasbench/recorded-rows.js';
export { BEST_KNOWN } from './accel-nasbench/best-known.js';

export type { SimulatedCandidate } from './simulation/candidate.js';
export { CALM, type Conditions } from './simulation/conditions.js';
export { simulate, type SimulatedSearch, type SimulationSetup } from './simulation/simulate.js';
export { winnerOf } from './simulation/winner.js';

export type { RecordedCandidate, RecordedSearch } from './recorded-search/recorded-search.js';
export { recordedWorlds } from './recorded-search/recorded-data.js';

export { forecast, type Forecast, type ForecastSetup, type Milestone, type Spread } from './forecast/forecast.js';
