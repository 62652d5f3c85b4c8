import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  type CreateUserImportJobCommandInput,
  type CreateUserPoolCommandInput,
  DescribeUserImportJobCommand,
  GetCSVHeaderCommand,
  StartUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, type Poolhouse, PUBLIC_URL } from '../../support/poolhouse.ts'
import { newPool } from '../../support/pools.ts'

export const ROLE = `arn:aws:iam::${ACCOUNT}:role/import-log`
export const MISSING_POOL = 'us-east-1_Missing00'
export const POOL_NOT_FOUND = 'User pool us-east-1_Missing00 does not exist.'
export const MISSING_JOB = 'import-missing000'
export const JOB_NOT_FOUND = 'User import job import-missing000 does not exist.'

/** The values of a row by column; missing ones are empty. */
export type Record = Readonly<{ [column: string]: string }>

/** A pool that verifies e-mail addresses. */
export function newImportPool(
  root: CognitoIdentityProviderClient,
  settings: Partial<CreateUserPoolCommandInput> = {},
): Promise<string> {
  return newPool(root, { AutoVerifiedAttributes: ['email'], ...settings })
}

export async function newJob(
  root: CognitoIdentityProviderClient,
  UserPoolId: string,
  rest: Partial<CreateUserImportJobCommandInput> = {},
): Promise<UserImportJobType & { JobId: string; PreSignedUrl: string }> {
  const { UserImportJob } = await root.send(
    new CreateUserImportJobCommand({ UserPoolId, JobName: 'job', CloudWatchLogsRoleArn: ROLE, ...rest }),
  )
  const { JobId, PreSignedUrl } = UserImportJob ?? {}
  if (JobId === undefined || PreSignedUrl === undefined) return assert.fail('no job')
  return { ...UserImportJob, JobId, PreSignedUrl }
}

export async function headerOf(root: CognitoIdentityProviderClient, UserPoolId: string): Promise<string[]> {
  const { CSVHeader } = await root.send(new GetCSVHeaderCommand({ UserPoolId }))
  return CSVHeader ?? assert.fail('no header')
}

/** A valid row. */
export const record = (username: string, more: Record = {}): Record => ({
  'cognito:username': username,
  email: `${username}@example.com`,
  email_verified: 'TRUE',
  ...more,
})

export function csv(columns: readonly string[], records: readonly Record[]): string {
  const rows = records.map((row) =>
    columns.map((column) => (row[column] ?? '').replaceAll(',', '\\,')).join(','),
  )
  return [columns.join(','), ...rows].join('\n')
}

/** Uploads the file of a job, as a client would. */
export function upload(
  house: Poolhouse,
  { PreSignedUrl }: { readonly PreSignedUrl: string },
  body: string | Uint8Array,
): Promise<Response> {
  return fetch(PreSignedUrl.replace(PUBLIC_URL, house.url), {
    method: 'PUT',
    body,
    headers: { 'x-amz-server-side-encryption': 'aws:kms' },
  })
}

/** A job with its file uploaded. */
export async function jobWithFile(
  house: Poolhouse,
  UserPoolId: string,
  file: string | Uint8Array,
  rest: Partial<CreateUserImportJobCommandInput> = {},
) {
  const job = await newJob(house.client(), UserPoolId, rest)
  const answer = await upload(house, job, file)
  assert.equal(answer.status, 200, await answer.text())
  return job
}

export async function describeJob(root: CognitoIdentityProviderClient, UserPoolId: string, JobId: string) {
  const { UserImportJob } = await root.send(new DescribeUserImportJobCommand({ UserPoolId, JobId }))
  return UserImportJob ?? assert.fail('no job')
}

/** Waits until the job has one of these statuses. */
export async function untilStatus(
  house: Poolhouse,
  UserPoolId: string,
  JobId: string,
  ...statuses: string[]
): Promise<UserImportJobType> {
  const root = house.client()
  let job: UserImportJobType = {}
  await until(async () => {
    job = await describeJob(root, UserPoolId, JobId)
    return statuses.includes(job.Status ?? '')
  })
  return job
}

/** Waits for some time until something happens by itself. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 1500; look++) {
    if (await isSo()) return
    await sleep(10)
  }
  assert.fail('it did not come about in time')
}

/** Imports a file and returns the job with its log once it has ended. */
export async function importFile(
  house: Poolhouse,
  UserPoolId: string,
  file: string | Uint8Array,
  rest: Partial<CreateUserImportJobCommandInput> = {},
) {
  const { JobId } = await jobWithFile(house, UserPoolId, file, rest)
  await house.client().send(new StartUserImportJobCommand({ UserPoolId, JobId }))
  const job = await untilStatus(house, UserPoolId, JobId, 'Succeeded', 'Failed', 'Stopped')
  return { job, log: await logOf(house, UserPoolId, JobId) }
}

export async function logOf(house: Poolhouse, userPoolId: string, id: string): Promise<string[]> {
  const entries: string[] = []
  for (let line = 0; ; ) {
    const page = await house.storage.stores.importLogs.next({ userPoolId, id }, line)
    if (!page) return entries
    entries.push(...page.entries)
    line = page.firstLine
  }
}

/** The result of a job, in short. */
export function endOf(job: UserImportJobType) {
  const { Status, ImportedUsers, SkippedUsers, FailedUsers, CompletionMessage } = job
  return [Status, ImportedUsers, SkippedUsers, FailedUsers, CompletionMessage]
}
