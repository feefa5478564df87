/** TypeScript for the client, made from the API's OpenAPI document. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const CLIENT_TYPES = fileURLToPath(new URL('../packages/client/src/generated/api.ts', import.meta.url));

const BANNER = `/** Generated from the API's OpenAPI document by scripts/generate-client.mjs; not to be edited. */
`;

/** The generator needs an older compiler than the rest of the repository, so both are the client package's own. */
const ofClient = createRequire(new URL('../packages/client/package.json', import.meta.url));

export async function clientTypes(document) {
  const { default: openapiTypescript, astToString } = ofClient('openapi-typescript');
  const types = await openapiTypescript(withoutProblems(document), { alphabetize: true });
  return `${BANNER}${astToString(types)}`;
}

/** Every refusal becomes a StrideApiError, whatever the endpoint: the types need not say so hundreds of times. */
function withoutProblems(document) {
  const paths = Object.entries(document.paths).map(([path, operations]) => [path, Object.fromEntries(
    Object.entries(operations).map(([method, operation]) => [method, { ...operation, responses: successes(operation.responses) }]))]);
  return { ...document, paths: Object.fromEntries(paths) };
}

function successes(responses) {
  return Object.fromEntries(Object.entries(responses).filter(([status]) => Number(status) < 400));
}
