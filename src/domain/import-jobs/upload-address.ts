import { createHmac } from 'node:crypto'
import { type Instant, MINUTE } from '../../kernel/clock.ts'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'
import { withoutTrailingSlashes } from '../../kernel/web-address.ts'
import type { PoolKeys } from '../credentials/pool-keys.ts'
import type { ImportJob, ImportJobKey } from './import-job.ts'

/** The path of uploads, below the server's public URL. */
export const UPLOADS = '/user-import-files/'

/** AWS: a pre-signed URL is valid for fifteen minutes. */
const VALIDITY = 15 * MINUTE

/** Makes and checks upload URLs. A URL is derived from the job, so nothing is stored for it. */
export interface UploadAddresses {
  of(job: Pick<ImportJob, 'userPoolId' | 'id' | 'createdAt'>): string
  /** The job of an upload URL, or undefined if we did not make the URL or it has expired. */
  jobAt(path: string, query: string, now: Instant): ImportJobKey | undefined
}

export function uploadAddresses(publicUrl: string, poolKeys: PoolKeys): UploadAddresses {
  const base = withoutTrailingSlashes(publicUrl)

  function signature({ userPoolId, id }: ImportJobKey, expires: string): string {
    const key = poolKeys('import uploads', userPoolId)
    return createHmac('sha256', key)
      .update(JSON.stringify([id, expires]))
      .digest('base64url')
  }

  return {
    of(job) {
      const expires = String(job.createdAt + VALIDITY)
      const query = new URLSearchParams({ expires, signature: signature(job, expires) })
      return `${base}${UPLOADS}${job.userPoolId}/${job.id}?${query}`
    },

    jobAt(path, query, now) {
      const [, userPoolId, id] = /^\/user-import-files\/([\w-]{1,55})\/([\w-]{1,55})$/.exec(path) ?? []
      const sent = new URLSearchParams(query)
      const expires = sent.get('expires') ?? ''
      if (userPoolId === undefined || id === undefined || !/^\d{1,15}$/.test(expires)) return undefined
      const job = { userPoolId, id }
      if (!equalInConstantTime(sent.get('signature') ?? '', signature(job, expires))) return undefined
      return now < Number(expires) ? job : undefined
    },
  }
}
