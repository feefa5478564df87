import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Home } from './home.js';

const NOTE = { url: 'http://127.0.0.1:3000', pid: 4711 };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stride-home-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('Home', () => {
  it('names the service that runs, to a second launcher and to a client', () => {
    const home = new Home(folder);
    expect(home.runningServer()).toBeNull();
    home.lock();
    expect(() => new Home(folder).lock()).toThrow(/is running in .* already: it is still starting/);
    home.writeNote(NOTE);
    expect(new Home(folder).runningServer()).toEqual(NOTE);
    expect(() => new Home(folder).lock()).toThrow(/it serves http:\/\/127\.0\.0\.1:3000 \(process 4711\)/);
  });

  it('forgets what a killed launcher wrote', () => {
    const home = new Home(folder);
    home.writeNote(NOTE);
    expect(home.runningServer()).toBeNull();
    home.lock();
    expect(new Home(folder).runningServer()).toBeNull();
    expect(() => new Home(folder).lock()).toThrow('it is still starting');
  });
});
