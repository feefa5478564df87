import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { App } from '../context.js';
import { VERSION } from '@stride/service';
import { nameSchemas } from './named-schemas.js';

/** The OpenAPI document at /openapi.json and a page to read it and try it at /docs, which loads nothing from elsewhere. */
export function describeApi(app: App): void {
  app.register(swagger, {
    transformObject: (document) => ('openapiObject' in document ? nameSchemas(document.openapiObject) : document.swaggerObject),
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Stride', version: VERSION,
        description: 'Training-aware neural architecture search as a service. Errors are RFC 9457 problem documents with a stable `code`.',
      },
      tags: [
        { name: 'searches', description: 'Submit, follow and command searches' },
        { name: 'candidates', description: 'What was trained and timed' },
        { name: 'search spaces', description: 'What is fixed and what is searched' },
        { name: 'architectures', description: 'Published networks, what they cost, and scaling' },
        { name: 'trainings', description: 'Full trainings of candidates' },
        { name: 'events', description: 'Server-sent events' },
        { name: 'service', description: 'Datasets, workers, health, schemas' },
      ],
    },
  });
  app.register(swaggerUi, {
    routePrefix: '/docs',
    theme: { title: 'Stride API', css: [{ filename: 'stride.css', content: '.swagger-ui .topbar { display: none }' }] },
  });
  app.register(async (scope) => {
    scope.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  });
}
