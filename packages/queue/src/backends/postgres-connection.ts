/** BullMQ's PostgreSQL connections, with errors caught that would otherwise end the process. */
import { PostgresConnection, type PostgresConnectionOptions } from 'bullmq';

type ListenClient = Awaited<ReturnType<PostgresConnection['getListenClient']>>;

/**
 * A pg client that loses its connection emits `error`, and ends the process when nobody listens. BullMQ does not listen
 * while it makes its schema, nor on the listening client that it is closing. Whoever waits for a query hears of the loss
 * through that.
 */
export class GuardedPostgresConnection extends PostgresConnection {
  #listening: ListenClient | undefined;

  constructor(options: PostgresConnectionOptions) {
    super(options);
    this.pool.on('connect', (client) => client.on('error', ignore));
  }

  override async getListenClient(): Promise<ListenClient> {
    this.#listening = await super.getListenClient();
    return this.#listening;
  }

  override async close(): Promise<void> {
    // It takes all listeners off the client before it returns, and waits for the client to end after that.
    const closing = super.close();
    this.#listening?.on('error', ignore);
    return closing;
  }
}

function ignore(): void {}
