import { expect, it } from 'vitest';
import { addressOf } from './connection.js';

it.each<[Record<string, string>, object, string]>([
  [{}, {}, 'http://127.0.0.1:3000'],
  [{ STRIDE_PORT: '8080' }, {}, 'http://127.0.0.1:8080'],
  [{ STRIDE_HOST: 'machine', STRIDE_PORT: '80' }, {}, 'http://machine:80'],
  [{ STRIDE_HOST: '0.0.0.0' }, {}, 'http://127.0.0.1:3000'],
  [{ STRIDE_PORT: '8080', STRIDE_URL: 'https://stride.example/' }, {}, 'https://stride.example'],
  [{ STRIDE_URL: 'https://stride.example' }, { url: 'http://other:1' }, 'http://other:1'],
])('with %j and %j Stride is at %s', (env, flags, address) => {
  expect(addressOf(flags, env)).toBe(address);
});

it.each([[{ url: 'here' }, {}, '--url is "here"'], [{}, { STRIDE_URL: 'ftp://x' }, 'STRIDE_URL is "ftp://x"'], [{ url: true }, {}, '--url is "true"']])('refuses %j with %j', (flags, env, message) => {
  expect(() => addressOf(flags, env)).toThrow(message);
});
