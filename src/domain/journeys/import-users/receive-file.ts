import type { ImportFile } from '../../import-jobs/import-file-store.ts'
import type { ImportJobKey } from '../../import-jobs/import-job.ts'
import { CHUNK_BYTES } from '../../import-jobs/read-rows.ts'
import { DeletedMeanwhile } from '../../requests/deleted-meanwhile.ts'
import type { World } from '../../requests/world.ts'
import type { Storage } from '../../stores.ts'

/** AWS: the largest CSV file. */
const MAX_BYTES = 100 * 1024 * 1024

export type Receipt = 'received' | 'too large' | 'not awaited'

/**
 * Stores the file of a job as it arrives. Once complete, it replaces an earlier file of the job; an incomplete one is
 * deleted. Only a job that has not started accepts a file.
 */
export async function receiveFile(
  { storage, entropy }: Pick<World, 'storage' | 'entropy'>,
  job: ImportJobKey,
  body: AsyncIterable<Uint8Array>,
  limit = MAX_BYTES,
): Promise<Receipt> {
  if (!(await awaitsFile(storage, job))) return 'not awaited'
  const file = { job, uploadId: entropy.uuid() }
  let receipt: Receipt | undefined
  try {
    receipt = (await storeChunks(storage, file, body, limit)) ? await adopt(storage, file) : 'too large'
    return receipt
  } catch (error) {
    if (error instanceof DeletedMeanwhile) return 'not awaited' // with its pool
    throw error
  } finally {
    if (receipt !== 'received') await storage.stores.importFiles.deleteFile(file)
  }
}

async function awaitsFile({ stores }: Storage, key: ImportJobKey): Promise<boolean> {
  return (await stores.importJobs.find(key))?.status === 'Created'
}

/** Returns false as soon as the file is too large. */
async function storeChunks(
  { stores }: Storage,
  file: ImportFile,
  body: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<boolean> {
  const chunk = Buffer.alloc(CHUNK_BYTES)
  let [filled, number, total] = [0, 0, 0]
  for await (const bytes of body) {
    total += bytes.length
    if (total > limit) return false
    for (let start = 0; start < bytes.length; ) {
      const part = bytes.subarray(start, start + CHUNK_BYTES - filled)
      chunk.set(part, filled)
      start += part.length
      filled += part.length
      if (filled < CHUNK_BYTES) continue
      await stores.importFiles.addChunk(file, number++, chunk)
      filled = 0
    }
  }
  if (filled > 0) await stores.importFiles.addChunk(file, number, chunk.subarray(0, filled))
  return true
}

function adopt(storage: Storage, { job: key, uploadId }: ImportFile): Promise<Receipt> {
  return storage.transaction(async (stores) => {
    const job = await stores.importJobs.lock(key)
    if (job?.status !== 'Created') return 'not awaited'
    await stores.importJobs.save({ ...job, uploadId })
    await stores.importFiles.deleteFilesOf(key, uploadId)
    return 'received'
  })
}
