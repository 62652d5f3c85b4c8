import type { EventSourceName, LogLevel } from '../../contract/generated/types.ts'

/** Which logs of a pool go where. */
export interface LogConfiguration {
  readonly logLevel: LogLevel
  readonly eventSource: EventSourceName
  readonly cloudWatchLogsConfiguration?: { readonly logGroupArn?: string | undefined } | undefined
  readonly s3Configuration?: { readonly bucketArn?: string | undefined } | undefined
  readonly firehoseConfiguration?: { readonly streamArn?: string | undefined } | undefined
}

/** The ARNs of its destinations. */
export function destinationsOf({
  cloudWatchLogsConfiguration,
  s3Configuration,
  firehoseConfiguration,
}: LogConfiguration): readonly string[] {
  return [
    cloudWatchLogsConfiguration?.logGroupArn,
    s3Configuration?.bucketArn,
    firehoseConfiguration?.streamArn,
  ].filter((arn) => arn !== undefined)
}
