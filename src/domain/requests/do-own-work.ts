import { enterRequest } from './enter-request.ts'
import type { RequestContext } from './request-context.ts'
import type { World } from './world.ts'

/** Does work that the server starts itself, such as a job. It counts towards no rate and leaves no audit record. */
export async function doOwnWork<Result>(
  world: World,
  name: string,
  work: (context: RequestContext) => Promise<Result>,
): Promise<Result> {
  const arrival = {
    requestId: world.entropy.uuid(),
    now: world.clock(),
    region: world.defaultRegion,
    origin: { ipAddress: '127.0.0.1', userAgent: `poolhouse ${name}` },
  }
  return enterRequest(world, arrival, work)
}
