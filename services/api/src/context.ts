import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { ArtifactStore } from '@stride/artifacts';
import type { Database } from '@stride/storage';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { DatasetLibrary } from './dataset-library.js';
import type { LiveFeed } from './events/live-feed.js';
import type { SpaceLibrary } from './space-library.js';

/** Fastify whose handlers take their types from the schemas. */
export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, TypeBoxTypeProvider>;

/** What routes work with. */
export interface Context {
  readonly db: Database;
  readonly spaces: SpaceLibrary;
  readonly datasets: DatasetLibrary;
  readonly feed: LiveFeed;
  /** Checkpoints and weights of full trainings. */
  readonly artifacts: ArtifactStore;
  readonly version: string;
}

/** Adds the endpoints of one resource. */
export type Routes = (app: App, context: Context) => void;
