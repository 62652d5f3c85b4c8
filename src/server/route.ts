import { isUpload } from '../hosted/endpoints/import-upload.ts'
import type { HttpRequest } from '../wire/http-message.ts'
import { headerOf } from '../wire/http-message.ts'

export type Route = 'api' | 'health' | 'ready' | 'metrics' | 'pages' | 'upload'

/** What handles a request. The pages distinguish the hosts of pool domains themselves. */
export function routeOf(request: Pick<HttpRequest, 'method' | 'path' | 'headers'>): Route {
  const { method, path } = request
  if (headerOf(request, 'x-amz-target') !== undefined) return 'api'
  if (path === '/' && (method === 'POST' || method === 'OPTIONS')) return 'api'
  if (isUpload(request)) return 'upload'
  if (method !== 'GET' && method !== 'HEAD') return 'pages'
  if (path === '/health') return 'health'
  if (path === '/ready') return 'ready'
  if (path === '/metrics') return 'metrics'
  return 'pages'
}
