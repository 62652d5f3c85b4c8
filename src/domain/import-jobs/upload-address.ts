import { createHmac } from 'node:crypto'
import { type Instant, MINUTE } from '../../kernel/clock.ts'
import { equalInConstantTime } from '../../kernel/constant-time.ts'
import { withoutTrailingSlashes } from '../../kernel/web-address.ts'
import type { PoolKeys } from '../credentials/pool-keys.ts'
import type { ImportJob, ImportJobKey } from './import-job.ts'

/** The path of uploads, below the address under which clients reach the server. */
export const UPLOADS = '/user-import-files/'

/** AWS: the pre-signed address is good for a quarter of an hour. */
const VALIDITY = 15 * MINUTE

/** Where the file of a job is put. The address follows from the job, so that nothing is kept of it. */
export interface UploadAddresses {
  of(job: Pick<ImportJob, 'userPoolId' | 'id' | 'createdAt'>): string
  /** The job that an address is for, or undefined if it was not made here or is not good any more. */
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
