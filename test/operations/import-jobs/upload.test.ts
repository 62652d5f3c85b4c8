import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DeleteUserPoolCommand, StopUserImportJobCommand } from '@aws-sdk/client-cognito-identity-provider'
import { MINUTE } from '../../../src/kernel/clock.ts'
import { PUBLIC_URL, usePoolhouse } from '../../support/poolhouse.ts'
import { csv, endOf, headerOf, importFile, newImportPool, newJob, record, until, upload } from './world.ts'

const house = usePoolhouse()
const root = house.client()

const MEBIBYTE = 1024 * 1024

const error = (code: string, message: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`

async function awaiting() {
  const UserPoolId = await newImportPool(root)
  const job = await newJob(root, UserPoolId)
  const key = { userPoolId: UserPoolId, id: job.JobId }
  const stored = () => house.storage.stores.importJobs.find(key)
  return { job, key, stored }
}

describe('the address of a job', () => {
  test('takes a file far larger than other requests may be, byte for byte', async () => {
    const { job, key, stored } = await awaiting()
    const file = Buffer.alloc(5 * MEBIBYTE + 7, 'poolhouse')
    const answer = await upload(house, job, file)
    assert.deepEqual([answer.status, await answer.text()], [200, ''])
    const uploadId = (await stored())?.uploadId ?? assert.fail('no file')
    const chunks: Buffer[] = []
    for (let number = 0; ; number++) {
      const chunk = await house.storage.stores.importFiles.readChunk({ job: key, uploadId }, number)
      if (!chunk) break
      chunks.push(chunk)
    }
    assert.ok(Buffer.concat(chunks).equals(file))
  })

  test('takes a body of unknown length too', async () => {
    const { job, stored } = await awaiting()
    async function* parts() {
      yield Buffer.from('name,')
      yield Buffer.from('email')
    }
    const body = ReadableStream.from(parts())
    const init = { method: 'PUT', body, duplex: 'half' }
    const answer = await fetch(job.PreSignedUrl.replace(PUBLIC_URL, house.url), init as RequestInit)
    assert.equal(answer.status, 200)
    assert.ok((await stored())?.uploadId)
  })

  test('keeps the last file that was put there', async () => {
    const { job, key, stored } = await awaiting()
    await upload(house, job, 'first')
    const first = (await stored())?.uploadId ?? ''
    await upload(house, job, 'second')
    const second = (await stored())?.uploadId ?? ''
    const read = (uploadId: string) => house.storage.stores.importFiles.readChunk({ job: key, uploadId }, 0)
    assert.equal(await read(first), undefined)
    assert.equal((await read(second))?.toString(), 'second')
  })

  test('refuses a file of more than 100 MiB and keeps none of it', async () => {
    const { job, stored } = await awaiting()
    const block = Buffer.alloc(MEBIBYTE)
    async function* parts() {
      for (let i = 0; i < 101; i++) yield block
    }
    const body = ReadableStream.from(parts())
    const init = { method: 'PUT', body, duplex: 'half' }
    const answer = await fetch(job.PreSignedUrl.replace(PUBLIC_URL, house.url), init as RequestInit)
    assert.deepEqual(
      [answer.status, await answer.text()],
      [400, error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size')],
    )
    assert.equal((await stored())?.uploadId, undefined)
  })

  test('is not valid for longer than a quarter of an hour', async () => {
    const { job, stored } = await awaiting()
    house.passTime(15 * MINUTE)
    const answer = await upload(house, job, 'late')
    assert.deepEqual(
      [answer.status, await answer.text()],
      [403, error('AccessDenied', 'The address is not valid or has expired')],
    )
    assert.equal((await stored())?.uploadId, undefined)
  })

  test('is valid for no other job', async () => {
    const [one, other] = [await awaiting(), await awaiting()]
    const PreSignedUrl = one.job.PreSignedUrl.replace(one.job.JobId, other.job.JobId)
    assert.equal((await upload(house, { PreSignedUrl }, 'x')).status, 403)
  })

  test('takes no file once the job was started', async () => {
    const UserPoolId = await newImportPool(root)
    const { job } = await importFile(
      house,
      UserPoolId,
      csv(await headerOf(root, UserPoolId), [record('ada')]),
    )
    const answer = await upload(house, { PreSignedUrl: job.PreSignedUrl ?? '' }, 'again')
    assert.deepEqual(
      [answer.status, await answer.text()],
      [403, error('AccessDenied', 'The import job awaits no file')],
    )
    assert.equal(endOf(job)[0], 'Succeeded')
  })

  test('keeps nothing of an upload that breaks off', async () => {
    const { job, stored } = await awaiting()
    const breaking = new AbortController()
    async function* parts() {
      yield Buffer.alloc(MEBIBYTE)
      breaking.abort()
      yield Buffer.alloc(MEBIBYTE)
    }
    const init = {
      method: 'PUT',
      body: ReadableStream.from(parts()),
      duplex: 'half',
      signal: breaking.signal,
    }
    await assert.rejects(fetch(job.PreSignedUrl.replace(PUBLIC_URL, house.url), init as RequestInit))
    assert.equal((await upload(house, job, 'whole')).status, 200)
    await until(async () => (await stored())?.uploadId !== undefined)
  })

  test('takes no file once the pool was deleted, even while the file arrives', async () => {
    const { job } = await awaiting()
    async function* parts() {
      yield Buffer.alloc(MEBIBYTE)
      await root.send(new DeleteUserPoolCommand({ UserPoolId: job.UserPoolId }))
      yield Buffer.alloc(MEBIBYTE)
    }
    const init = { method: 'PUT', body: ReadableStream.from(parts()), duplex: 'half' }
    const answer = await fetch(job.PreSignedUrl.replace(PUBLIC_URL, house.url), init as RequestInit)
    assert.deepEqual(
      [answer.status, await answer.text()],
      [403, error('AccessDenied', 'The import job awaits no file')],
    )
  })

  test('appears in no line of the log', async () => {
    const { job } = await awaiting()
    await upload(house, job, 'x')
    const signature = new URL(job.PreSignedUrl).searchParams.get('signature') ?? assert.fail('no signature')
    assert.equal(
      house.logLines.some((line) => line.includes(signature)),
      false,
    )
    await root
      .send(new StopUserImportJobCommand({ UserPoolId: job.UserPoolId, JobId: job.JobId }))
      .catch(() => {})
    assert.equal(
      house.logLines.some((line) => line.includes(signature)),
      false,
    )
  })
})
