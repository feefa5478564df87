/** Names that writers and listeners of the event log share. */

/** NOTIFY channel; the payload is the last id of the events that were appended. */
export const EVENTS_CHANNEL = 'stride_events';

/** Advisory lock of the writers ("stride" as a number in base 36): with it, ids are in commit order. */
export const EVENTS_LOCK = 1_743_045_314;
