import { UPLOADS } from '../../domain/import-jobs/upload-address.ts'
import { type Receipt, receiveFile } from '../../domain/journeys/import-users/receive-file.ts'
import { enterRequest } from '../../domain/requests/enter-request.ts'
import type { World } from '../../domain/requests/world.ts'
import type { RequestOrigin } from '../../domain/sessions/request-origin.ts'

/** A request whose body is read as a stream: it may be far larger than any other. */
export interface UploadRequest {
  readonly path: string
  /** Without the question mark. */
  readonly query: string
  readonly origin: RequestOrigin
  readonly body: AsyncIterable<Uint8Array>
}

export interface UploadAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Uploads {
  /** Rejects if the caller goes away. */
  receive(request: UploadRequest): Promise<UploadAnswer>
}

/** Whether a request uploads the file of an import job. */
export function isUpload({ method, path }: { readonly method: string; readonly path: string }): boolean {
  return method === 'PUT' && path.startsWith(UPLOADS)
}

/** AWS: files of import jobs are uploaded to Amazon S3; here the server receives them itself. */
export function importUploads(world: World): Uploads {
  const { uploadAddresses, entropy, clock, defaultRegion } = world
  return {
    async receive({ path, query, origin, body }) {
      const arrival = {
        requestId: entropy.uuid(),
        now: clock(),
        region: defaultRegion,
        origin,
      }
      const job = uploadAddresses.jobAt(path, query, arrival.now)
      if (!job) return REFUSAL
      return ANSWERS[await enterRequest(world, arrival, (context) => receiveFile(context, job, body))]
    },
  }
}

const REFUSAL = failure(403, 'AccessDenied', 'The address is not valid or has expired')

const ANSWERS: Readonly<Record<Receipt, UploadAnswer>> = {
  received: { status: 200, headers: {}, body: '' },
  'too large': failure(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size'),
  'not awaited': failure(403, 'AccessDenied', 'The import job awaits no file'),
}

/** In the form of Amazon S3. */
function failure(status: number, code: string, message: string): UploadAnswer {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  }
}
