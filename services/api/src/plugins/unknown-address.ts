import { StrideError } from '@stride/core';
import type { App } from '../context.js';

interface Route {
  readonly methods: readonly string[];
  readonly segments: readonly string[];
}

/** Makes the error for an address that no route answers, or that no route answers with this method. */
export type UnknownAddress = (method: string, path: string) => { readonly error: StrideError; readonly allow: string | null };

/** Collects the routes as they are added; call it before any is. */
export function rememberRoutes(app: App): UnknownAddress {
  const routes: Route[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    if (!url.includes('*')) routes.push({ methods: [method].flat(), segments: url.split('/') });
  });
  return (method, path) => {
    const segments = path.split('/');
    const methods = [...new Set(routes.filter((route) => answers(route, segments)).flatMap((route) => route.methods))];
    if (methods.length === 0) {
      return { error: new StrideError('ROUTE_UNKNOWN', `there is nothing at ${path}; /docs describes every endpoint`), allow: null };
    }
    const detail = `${path} takes ${methods.join(' or ')}, and not ${method}`;
    return { error: new StrideError('METHOD_NOT_ALLOWED', detail), allow: methods.join(', ') };
  };
}

function answers(route: Route, segments: readonly string[]): boolean {
  return route.segments.length === segments.length
    && route.segments.every((segment, i) => segment.startsWith(':') || segment === segments[i]);
}
