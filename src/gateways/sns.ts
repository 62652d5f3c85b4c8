import type { SNSClient } from '@aws-sdk/client-sns'
import type { Message } from '../domain/messages/message-gateway.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import { type AwsService, awsSendingFault, clientByRegion, loadAwsSdk } from './aws-endpoint.ts'
import type { ChannelGateway } from './channel-gateway.ts'
import { reportingChannel, type SendingFault } from './reporting-channel.ts'

export interface SnsSettings extends AwsService {
  /** Milliseconds in which the answer must have come. */
  readonly timeout: number
}

/** Sends text messages by Amazon SNS, in the pool's `SnsRegion`. The client is loaded at the first message. */
export function snsGateway(
  { url: endpoint, credentials, timeout }: SnsSettings,
  parts: { readonly clock: Clock; readonly log: Log },
): ChannelGateway {
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

  return reportingChannel(
    { what: 'text message', setting: 'sns-endpoint-url', send, faultOf, close: () => clients.close() },
    parts,
  )
}

/** A number that SNS does not take will not be taken tomorrow. */
function faultOf(error: unknown): SendingFault {
  const fault = awsSendingFault(error)
  const { errorCode } = fault.details
  return {
    ...fault,
    permanent: errorCode === 'InvalidParameter' || errorCode === 'InvalidParameterException',
  }
}

const loadSdk = () => loadAwsSdk(() => import('@aws-sdk/client-sns'))
