import type { LogBatch } from '../../domain/log-delivery/log-gateway.ts'
import { regionOfPool } from '../../domain/user-pools/user-pool.ts'
import { loadAwsSdk } from '../aws-endpoint.ts'
import { linesOf } from './append-to-file.ts'

/** How long a request may take, in milliseconds. */
const PATIENCE = 10_000

interface Destroyable {
  destroy(): void
}

/**
 * Delivers to CloudWatch Logs, S3 and Firehose with the clients of the AWS SDK, which are loaded with the first entry. They
 * find credentials and the region's endpoint as they usually do.
 */
export function awsLogs() {
  const opened = new Map<string, Promise<(batch: LogBatch) => Promise<void>>>()
  const clients: Destroyable[] = []

  function open({ arn, userPoolId }: LogBatch, endpoint: string | undefined) {
    const [, , service = '', stated = ''] = arn.split(':')
    const region = stated || regionOfPool(userPoolId) // the ARN of a bucket has none
    const config = { region, ...(endpoint && { endpoint }), maxAttempts: 1 }
    if (service === 'logs') return toCloudWatch(config, arn, clients)
    if (service === 'firehose') return toFirehose(config, arn, clients)
    return toS3({ ...config, ...(endpoint && { forcePathStyle: true }) }, arn, clients)
  }

  return {
    async deliver(batch: LogBatch, endpoint?: string): Promise<void> {
      const deliver = opened.get(batch.arn) ?? open(batch, endpoint)
      opened.set(batch.arn, deliver)
      deliver.catch(() => opened.delete(batch.arn))
      await (await deliver)(batch)
    },
    close() {
      for (const client of clients) client.destroy()
    },
  }
}

interface ClientConfig {
  readonly region: string
  readonly endpoint?: string
  readonly maxAttempts: number
}

const patience = () => ({ abortSignal: AbortSignal.timeout(PATIENCE) })

async function toCloudWatch(config: ClientConfig, arn: string, clients: Destroyable[]) {
  const sdk = await loadAwsSdk(() => import('@aws-sdk/client-cloudwatch-logs'))
  const client = new sdk.CloudWatchLogsClient(config)
  clients.push(client)
  const logGroupName = arn.split(':').slice(6).join(':').replace(/:\*$/, '')
  const made = new Set<string>()
  return async ({ userPoolId, entries }: LogBatch) => {
    const place = { logGroupName, logStreamName: userPoolId }
    if (!made.has(userPoolId)) {
      await client.send(new sdk.CreateLogStreamCommand(place), patience()).catch((error: unknown) => {
        if (!(error instanceof sdk.ResourceAlreadyExistsException)) throw error
      })
      made.add(userPoolId)
    }
    // The service refuses entries that are not in the order of time.
    const logEvents = entries
      .map(({ at, text }) => ({ timestamp: at, message: text }))
      .sort((one, other) => one.timestamp - other.timestamp)
    await client.send(new sdk.PutLogEventsCommand({ ...place, logEvents }), patience())
  }
}

async function toFirehose(config: ClientConfig, arn: string, clients: Destroyable[]) {
  const sdk = await loadAwsSdk(() => import('@aws-sdk/client-firehose'))
  const client = new sdk.FirehoseClient(config)
  clients.push(client)
  const DeliveryStreamName = arn.slice(arn.indexOf('deliverystream/') + 'deliverystream/'.length)
  return async ({ entries }: LogBatch) => {
    const Records = entries.map(({ text }) => ({ Data: Buffer.from(`${text}\n`) }))
    const answer = await client.send(
      new sdk.PutRecordBatchCommand({ DeliveryStreamName, Records }),
      patience(),
    )
    if (answer.FailedPutCount) throw new Error(`Firehose refused ${answer.FailedPutCount} records`)
  }
}

async function toS3(
  config: ClientConfig & { forcePathStyle?: boolean },
  arn: string,
  clients: Destroyable[],
) {
  const sdk = await loadAwsSdk(() => import('@aws-sdk/client-s3'))
  const client = new sdk.S3Client(config)
  clients.push(client)
  const [Bucket = '', ...prefix] = arn.split(':').slice(5).join(':').split('/')
  return async ({ userPoolId, entries }: LogBatch) => {
    const [first] = entries
    if (!first) return
    const day = new Date(first.at).toISOString().slice(0, 10).replaceAll('-', '/')
    const Key = [...prefix, 'AWSLogs/cognito', userPoolId, day, `${first.at}-${first.id}.json`].join('/')
    const put = { Bucket, Key, Body: linesOf(entries), ContentType: 'application/x-ndjson' }
    await client.send(new sdk.PutObjectCommand(put), patience())
  }
}
