/** The client's types come from the API's description and the services' from the contract: what crosses from one to the other must fit. */
import type * as contracts from '@stride/contracts';
import { expectTypeOf, it } from 'vitest';
import type * as client from './index.js';

it('what the API answers with is what the contract says', () => {
  expectTypeOf<client.SearchSummary>().toExtend<contracts.SearchSummary>();
  expectTypeOf<client.SearchDetail>().toExtend<contracts.SearchDetail>();
  expectTypeOf<client.CandidateSummary>().toExtend<contracts.CandidateSummary>();
  expectTypeOf<client.CandidateDetail>().toExtend<contracts.CandidateDetail>();
  expectTypeOf<client.CandidatePage>().toExtend<contracts.CandidatePage>();
  expectTypeOf<client.SearchPoints>().toExtend<contracts.SearchPoints>();
  expectTypeOf<client.SearchAttempts>().toExtend<contracts.SearchAttempts>();
  expectTypeOf<client.SearchLog>().toExtend<contracts.SearchLog>();
  expectTypeOf<client.TrainingDetail>().toExtend<contracts.TrainingDetail>();
  expectTypeOf<client.Worker>().toExtend<contracts.Worker>();
  expectTypeOf<client.WorkerActivities>().toExtend<contracts.WorkerActivities>();
});

it('live events carry what the contract says, every type of them', () => {
  expectTypeOf<client.LiveEventType>().toEqualTypeOf<contracts.LiveEventType>();
  expectTypeOf<client.LiveEventData['search.updated']>().toExtend<contracts.LiveEventData<'search.updated'>>();
  expectTypeOf<client.LiveEventData['candidate.evaluated']>().toExtend<contracts.LiveEventData<'candidate.evaluated'>>();
  expectTypeOf<client.LiveEventData['training.evaluated']>().toExtend<contracts.LiveEventData<'training.evaluated'>>();
  expectTypeOf<client.LiveEventData['log.appended']>().toExtend<contracts.LiveEventData<'log.appended'>>();
});

it('what the client sends is what the contract takes', () => {
  expectTypeOf<client.ListCandidatesQuery>().toExtend<contracts.ListCandidatesQuery>();
  expectTypeOf<client.RescoreSearch>().toExtend<contracts.RescoreSearch>();
});
