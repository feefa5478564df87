/** The append-only log of live events, announced by NOTIFY. */
export { appendEvents } from './append.js';
export { latestEventId, mayHaveForgotten, parseEventId, pruneEvents, readEvents, type ReadEvents } from './read.js';
export { firstLine, logLine, type LogSubject } from './log-line.js';
export { listenToEvents, type EventListener, type ListenOptions } from './listen.js';
