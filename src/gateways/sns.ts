import type { SNSClient } from '@aws-sdk/client-sns'
import type { Message, SendFailure } from '../domain/messages/message-gateway.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import {
  type AwsFailure,
  type AwsService,
  clientByRegion,
  isRefusal,
  withoutSdkWarnings,
} from './aws-endpoint.ts'
import type { ChannelGateway } from './channel-gateway.ts'
import { refusals } from './refusals.ts'

export interface SnsSettings extends AwsService {
  /** Milliseconds in which the answer must have come. */
  readonly timeout: number
}

type Sdk = typeof import('@aws-sdk/client-sns')

/** Sends text messages by Amazon SNS, in the pool's `SnsRegion`. The client is loaded at the first message. */
export function snsGateway(
  { url: endpoint, credentials, timeout }: SnsSettings,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): ChannelGateway {
  const refused = refusals(clock)
  const clients = clientByRegion(async (region): Promise<SNSClient> => {
    const { SNSClient } = await loadSdk()
    return new SNSClient({ endpoint, region, ...(credentials && { credentials }) })
  })

  async function send({ to, body, aws }: Message): Promise<void> {
    const { PublishCommand } = await loadSdk()
    const client = await clients.of(aws?.region ?? 'us-east-1')
    const command = new PublishCommand({
      PhoneNumber: to,
      Message: body,
      MessageAttributes: {
        'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
        ...(aws?.originationNumber !== undefined && {
          'AWS.MM.SMS.OriginationNumber': { DataType: 'String', StringValue: aws.originationNumber },
        }),
      },
    })
    await client.send(command, { abortSignal: AbortSignal.timeout(timeout) })
  }

  return {
    accepts: () => !refused.isRefused(),
    async send(message) {
      try {
        await send(message)
        refused.note(false)
      } catch (error) {
        const failure = error as AwsFailure
        refused.note(isRefusal(failure))
        const { userPoolId, kind } = message
        const status = failure.$metadata?.httpStatusCode
        log.warn('Could not send a text message', {
          userPoolId,
          kind,
          setting: 'sns-endpoint-url',
          errorCode: failure.name,
          status,
        })
        throw Object.assign(new Error('The text message was not taken over'), failureOf(failure))
      }
    },
    close: () => clients.close(),
  }
}

/** A number that SNS does not take will not be taken tomorrow. */
function failureOf({ name }: AwsFailure): SendFailure {
  return { permanent: name === 'InvalidParameter' || name === 'InvalidParameterException' }
}

async function loadSdk(): Promise<Sdk> {
  withoutSdkWarnings()
  try {
    return await import('@aws-sdk/client-sns')
  } catch (cause) {
    throw new Error('this needs the package @aws-sdk/client-sns, which is not installed', { cause })
  }
}
