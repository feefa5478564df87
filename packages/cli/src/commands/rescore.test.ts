import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import cac from 'cac';
import type { RescoredCandidate, Rescoring } from '@stride/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { joinValues } from '../command-line/arguments.js';
import { renderRescoring } from '../rescore/report.js';
import { registerRescore } from './rescore.js';

const candidate = (number: number, changes: Partial<RescoredCandidate>): RescoredCandidate => ({
  id: `c${number}`, number, architectureText: 'a', accuracy: 0.9, stepTimeMs: 12.345, params: 10_850, stepTimeRatio: 1, deviceClass: 'd',
  reward: 0.9, rank: 1, presentReward: 0.8, presentRank: 1, withinCaps: true, ...changes,
});
const [first, second] = [candidate(7, { presentRank: 2 }), candidate(3, { rank: 2, reward: 0.88, presentReward: 0.95 })];
const RESCORING: Rescoring = {
  searchId: 's', objective: { kind: 'joint', w: -0.1, v: 0 }, presentObjective: { kind: 'joint', w: -0.07, v: -0.05 },
  measured: 2, withinCaps: 2, winner: first, winnerEstimate: 0.91, presentWinner: second, kendallTau: -1, items: [first, second],
};

/** Without the colors that a terminal, or CI, gets. */
const plain = (...given: Parameters<typeof renderRescoring>) => stripVTControlCharacters(renderRescoring(...given));

describe('the report', () => {
  it('says what would win and where it stands now', () => {
    const text = plain(RESCORING);
    expect(text).toContain('reward exponents w −0.1, v 0');
    expect(text).toContain('instead of reward exponents w −0.07, v −0.05');
    expect(text).toMatch(/1 {2}#7 +0\.9000 +2 +0\.8000 +90\.00 % +12\.35 ms +10,850/);
    expect(text).toContain('Candidate #7 would win, now at place 2; #3, the winner now, would come to place 2.');
    expect(text).toContain("2 completed candidates, ranked alike to a Kendall's tau of −1.00. Nothing was trained");
  });

  it('says why the winner is not the first of the table', () => {
    expect(plain(RESCORING)).not.toContain('expected');
    const lucky = plain({ ...RESCORING, winner: second, winnerEstimate: 0.87654, items: [first, second] });
    expect(lucky).toContain('Candidate #3 wins, as it does now. Its reward is expected to be 0.8765, the luck of single trainings averaged out.');
  });

  it('says so where the winner stays, where there is none, and where there is nothing', () => {
    expect(plain({ ...RESCORING, presentWinner: first })).toContain('Candidate #7 wins, as it does now.');
    const objective = { kind: 'pareto', caps: { stepTimeMs: 3 } } as const;
    const over = candidate(7, { withinCaps: false, reward: -0.75 });
    const capped = plain({ ...RESCORING, objective, withinCaps: 0, winner: null, items: [over] });
    expect(capped).toContain('Nothing would win: none of the 2 completed candidates keeps within the caps.');
    expect(capped).toMatch(/over caps {2}#7 +-0\.7500/);
    expect(capped).toContain('0 of them keep within the caps.');
    expect(plain({ ...RESCORING, objective, winner: first, presentWinner: { ...second, withinCaps: false } })).toContain('#3, the winner now, breaks a cap.');
    expect(plain({ ...RESCORING, measured: 0, items: [], winner: null })).toContain('there is nothing to score');
  });
});

describe('the command', () => {
  let asked: { url: string | undefined; body: unknown }[];
  let server: Server;
  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      void json(request).then((body) => {
        asked.push({ url: request.url, body });
        response.end(JSON.stringify(RESCORING));
      });
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    vi.stubEnv('STRIDE_PORT', String((server.address() as AddressInfo).port));
    vi.stubEnv('STRIDE_HOST', '127.0.0.1');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    server.closeAllConnections();
    await new Promise((resolve) => { server.close(resolve); });
  });

  async function run(...args: string[]): Promise<string> {
    const out: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => { out.push(String(text)); return true; });
    vi.spyOn(console, 'log').mockImplementation((text: string) => { out.push(text); });
    const cli = cac('stride');
    registerRescore(cli);
    cli.version('1', '-V, --version');
    cli.parse(joinValues(['node', 'stride', 'rescore', ...args]), { run: false });
    await cli.runMatchedCommand();
    vi.restoreAllMocks();
    return out.join('');
  }

  it.each([
    [['--w', '-0.1', '--v', '0'], { w: -0.1, v: 0 }],
    [['--beta=-.5', '--target', '2'], { kind: 'absolute', beta: -0.5, target: 2 }],
    [['--kind', 'pareto', '--max-params', '20k', '--max-memory', '0.5G'], { kind: 'pareto', caps: { params: 20_000, memoryBytes: 5e8 } }],
    [['--max-step-time', '12.5'], { caps: { stepTimeMs: 12.5 } }],
    [['--no-caps'], { caps: {} }],
    [[], {}],
  ])('asks for what %j says', async (args, objective) => {
    expect(await run('019a', ...args)).toContain('Candidate #7 would win');
    expect(asked).toEqual([{ url: '/v1/searches/019a/rescore', body: { objective, top: 10 } }]);
  });

  it('prints one JSON object', async () => {
    expect(JSON.parse(await run('s1', '--json', '--top', '3'))).toEqual(RESCORING);
    expect(asked[0]?.body).toEqual({ objective: {}, top: 3 });
  });

  it.each([
    [['--w', 'much'], '--w is "much"; it takes a number'], [['--no-caps', '--max-params', '5'], 'exclude each other'], [['--top', '-1'], '--top is -1; it takes a whole number'],
  ])('refuses %j', async (args, message) => {
    await expect(run('s1', ...args)).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(message) as string });
    expect(asked).toEqual([]);
  });
});

describe('a negative number', () => {
  it('is the value of the flag before it, and of nothing else', () => {
    expect(joinValues(['rescore', '-1', '--w', '-0.1', '--v', '-.5', '--json', '-x', '--a=b', '-3'])).toEqual(
      ['rescore', '-1', '--w=-0.1', '--v=-.5', '--json', '-x', '--a=b', '-3']);
  });
});
