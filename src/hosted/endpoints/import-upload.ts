import { UPLOADS, type UploadAddresses } from '../../domain/import-jobs/upload-address.ts'
import { type Receipt, receiveFile } from '../../domain/journeys/import-users/receive-file.ts'
import type { Storage } from '../../domain/stores.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'

/** A request whose body is read as it comes: it may be far larger than any other. */
export interface UploadRequest {
  readonly path: string
  /** Without the question mark. */
  readonly query: string
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

export interface UploadParts {
  readonly storage: Storage
  readonly addresses: UploadAddresses
  readonly clock: Clock
  readonly entropy: Entropy
}

/** Whether a request brings the file of an import job. */
export function isUpload({ method, path }: { readonly method: string; readonly path: string }): boolean {
  return method === 'PUT' && path.startsWith(UPLOADS)
}

/** AWS: files of import jobs are put into a bucket of Amazon S3; here the server takes them itself. */
export function importUploads({ storage, addresses, clock, entropy }: UploadParts): Uploads {
  return {
    async receive({ path, query, body }) {
      const job = addresses.jobAt(path, query, clock())
      return job ? ANSWERS[await receiveFile({ storage, entropy }, job, body)] : REFUSAL
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
