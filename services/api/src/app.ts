/** Assembles the API; nothing here listens, so tests talk to it with `inject`. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { ArtifactStore } from '@stride/artifacts';
import type { Database } from '@stride/storage';
import fastify, { LogController, type FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import type { App, Context, Routes } from './context.js';
import { datasetLibrary, type DatasetLibrary } from './dataset-library.js';
import { startLiveFeed } from './events/live-feed.js';
import { serveDashboard } from './plugins/dashboard.js';
import { describeApi } from './plugins/openapi.js';
import { answerFrameworkError, answerWithProblems } from './plugins/problems.js';
import { logRequests } from './plugins/request-log.js';
import { rememberRoutes } from './plugins/unknown-address.js';
import { BODY_LIMIT_BYTES, checkRequests } from './plugins/validation.js';
import { healthRoutes } from './routes/health.js';
import { schemaRoutes } from './routes/schemas.js';
import { architectureRoutes } from './routes/v1/architectures.js';
import { candidateRoutes } from './routes/v1/candidates.js';
import { choiceRoutes } from './routes/v1/choices.js';
import { datasetRoutes } from './routes/v1/datasets.js';
import { eventRoutes } from './routes/v1/events.js';
import { exportRoutes } from './routes/v1/exports.js';
import { searchSpaceRoutes } from './routes/v1/search-spaces.js';
import { searchRoutes } from './routes/v1/searches/index.js';
import { trainingRoutes } from './routes/v1/trainings.js';
import { workerRoutes } from './routes/v1/workers.js';
import type { SpaceLibrary } from './space-library.js';
import { VERSION } from '@stride/service';

export interface AppDeps {
  readonly db: Database;
  readonly spaces: SpaceLibrary;
  /** Folder of the built page; it may be missing. */
  readonly dashboardDir: string;
  readonly artifacts: ArtifactStore;
  /** Default: those that come with Stride. */
  readonly datasets?: DatasetLibrary;
  /** Default: silent. */
  readonly logger?: FastifyBaseLogger;
}

const ROUTES: readonly Routes[] = [
  healthRoutes, schemaRoutes, searchRoutes, candidateRoutes, searchSpaceRoutes, architectureRoutes, choiceRoutes, datasetRoutes, trainingRoutes, exportRoutes, workerRoutes, eventRoutes,
];

/** An id that is far too long is an unknown id, and not an unknown address. */
const MAX_PARAM_LENGTH = 16_384;

/** The whole API on a database that is migrated. Closing it closes the live streams, and not the database. */
export function buildApp(deps: AppDeps): App {
  const logger: FastifyBaseLogger = deps.logger ?? pino({ level: 'silent' });
  const app = fastify({
    loggerInstance: logger,
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    forceCloseConnections: true,
    frameworkErrors: answerFrameworkError,
    // plugins/request-log.ts writes one line a request instead.
    logController: new LogController({ disableRequestLogging: true }),
  }).withTypeProvider<TypeBoxTypeProvider>();
  const context = createContext(deps, app);

  const unknownAddress = rememberRoutes(app);
  checkRequests(app);
  answerWithProblems(app);
  logRequests(app);
  describeApi(app);
  app.register(async (scope) => {
    for (const addRoutes of ROUTES) addRoutes(scope, context);
  });
  serveDashboard(app, deps.dashboardDir, unknownAddress);
  return app;
}

function createContext(deps: AppDeps, app: App): Context {
  const feed = startLiveFeed(deps.db.url, (error) => app.log.warn({ err: error }, 'the connection for live events was lost'));
  // Before the server waits for its connections to end: a live stream never ends by itself.
  app.addHook('preClose', () => feed.close());
  return { db: deps.db, spaces: deps.spaces, artifacts: deps.artifacts, datasets: deps.datasets ?? datasetLibrary(), feed, version: VERSION };
}
