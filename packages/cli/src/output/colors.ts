/** Colors for terminals alone: what is piped is plain, whatever CI services make others believe. */
import pc from 'picocolors';

const wanted = !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';

/** For what goes to stdout. Left to itself picocolors takes an undefined `isTTY` for its own guess. */
export const colors = pc.createColors(wanted && process.stdout.isTTY === true);
/** For what goes to stderr. */
export const errorColors = pc.createColors(wanted && process.stderr.isTTY === true);
