import {
  ArchitectureDetailSchema, ArchitectureQuerySchema, ArchitectureSummarySchema, ScaleArchitectureSchema, ScaledArchitectureSchema,
  type ArchitectureSummary, type ScaleArchitecture,
} from '@stride/contracts';
import {
  adaptArchitecture, costOf, describeArchitecture, formatArchitecture, REFERENCE_ARCHITECTURES, referenceArchitecture, scaleArchitecture, StrideError,
  validateArchitecture, type Architecture, type ReferenceArchitecture, type ScalingDocument,
} from '@stride/core';
import { Type } from 'typebox';
import type { Routes } from '../../context.js';
import { BODY_PROBLEMS, problemResponses } from '../../problems/problem.js';

const tags = ['architectures'];

export const architectureRoutes: Routes = (app) => {
  const items = REFERENCE_ARCHITECTURES.map(summarize);
  app.get('/v1/architectures', {
    schema: {
      operationId: 'listArchitectures', tags, summary: 'Published architectures and what they cost',
      description: 'EfficientNetV2-B0 to B3, S to XL, and EfficientNet B0 to B7, at their own image sizes and 1000 classes.',
      response: { 200: Type.Object({ items: Type.Array(ArchitectureSummarySchema) }), ...problemResponses() },
    },
  }, async () => ({ items }));

  app.get('/v1/architectures/:name', {
    schema: {
      operationId: 'getArchitecture', tags, summary: 'One published architecture, part by part',
      params: Type.Object({ name: Type.String() }), querystring: ArchitectureQuerySchema,
      response: { 200: ArchitectureDetailSchema, ...problemResponses('ARCHITECTURE_UNKNOWN', 'ARCHITECTURE_INVALID') },
    },
  }, async ({ params: { name }, query: { batchSize, ...options } }) => (
    { name, ...describeArchitecture(referenceArchitecture(name, options), batchSize === undefined ? {} : { batchSize }) }));

  app.post('/v1/architectures/scale', {
    schema: {
      operationId: 'scaleArchitecture', tags, summary: 'A larger or smaller form of an architecture',
      description: 'Of a published one by its name, or of any document. Nothing is stored.',
      body: ScaleArchitectureSchema,
      response: {
        200: ScaledArchitectureSchema,
        ...problemResponses('ARCHITECTURE_UNKNOWN', 'ARCHITECTURE_INVALID', 'SCALING_INVALID', ...BODY_PROBLEMS),
      },
    },
  }, async (request) => {
    const { architecture, classes, batchSize, ...scaling } = request.body;
    const base = adaptArchitecture(baseOf(architecture), classes === undefined ? {} : { classes });
    const scaled = scaleArchitecture(base, scaling as ScalingDocument);
    return { coefficients: scaled.coefficients, ...describeArchitecture(scaled.architecture, batchSize === undefined ? {} : { batchSize }) };
  });
};

function summarize({ name, architecture }: ReferenceArchitecture): ArchitectureSummary {
  const { params, batchNormStatistics, multiplyAdds } = costOf(architecture);
  const { input, classes } = architecture;
  return { name, input, classes, text: formatArchitecture(architecture), params: { trainable: params, total: params + batchNormStatistics }, multiplyAdds };
}

/** Issues of a document point into the request that it came in. */
function baseOf(architecture: ScaleArchitecture['architecture']): Architecture {
  if (typeof architecture === 'string') return referenceArchitecture(architecture);
  try {
    return validateArchitecture(architecture);
  } catch (error) {
    if (!(error instanceof StrideError)) throw error;
    throw new StrideError(error.code, error.message, { cause: error, issues: error.issues.map(({ path, message }) => ({ path: `/architecture${path}`, message })) });
  }
}
