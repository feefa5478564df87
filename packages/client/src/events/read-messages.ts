import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { within } from '../within.js';

/** The messages of a response that is a stream of them, until it ends, breaks off, or says nothing at all for `silenceMs`. */
export async function* readMessages(response: Response, silenceMs: number): AsyncGenerator<EventSourceMessage, void, undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const messages: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => messages.push(message) });
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const part = await within(silenceMs, reader.read()).catch(() => null);
      if (part === null || part.done) return;
      parser.feed(decoder.decode(part.value, { stream: true }));
      yield* messages.splice(0);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
