import type { SESv2Client } from '@aws-sdk/client-sesv2'
import type { Message } from '../domain/messages/message-gateway.ts'
import { plainText } from '../domain/messages/plain-text.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import { type AwsService, awsSendingFault, clientByRegion, loadAwsSdk, regionOf } from './aws-endpoint.ts'
import type { ChannelGateway } from './channel-gateway.ts'
import { reportingChannel } from './reporting-channel.ts'

export interface SesSettings extends AwsService {
  /** The sender of mails whose pool names none. */
  readonly from: string
  /** Milliseconds in which the answer must have come. */
  readonly timeout: number
}

/**
 * Sends e-mails by Amazon SES: in the region of the pool's identity (`SourceArn`), with its configuration set. The client is
 * loaded at the first mail.
 */
export function sesGateway(
  settings: SesSettings,
  parts: { readonly clock: Clock; readonly log: Log },
): ChannelGateway {
  const { url: endpoint, credentials, from, timeout } = settings
  const clients = clientByRegion(async (region): Promise<SESv2Client> => {
    const { SESv2Client } = await loadSdk()
    return new SESv2Client({ endpoint, region, ...(credentials && { credentials }) })
  })

  async function send(message: Message, id: string): Promise<void> {
    const { SendEmailCommand } = await loadSdk()
    const { region, sourceArn, configurationSet } = message.aws ?? {}
    const client = await clients.of((sourceArn === undefined ? region : regionOf(sourceArn)) ?? 'us-east-1')
    const command = new SendEmailCommand({
      FromEmailAddress: message.from ?? from,
      ...(sourceArn !== undefined && { FromEmailAddressIdentityArn: sourceArn }),
      ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
      Destination: { ToAddresses: [message.to] },
      ...(message.replyTo !== undefined && { ReplyToAddresses: [message.replyTo] }),
      Content: { Simple: contentOf(message) },
      EmailTags: [{ Name: 'poolhouse-message', Value: id }],
    })
    await client.send(command, { abortSignal: AbortSignal.timeout(timeout) })
  }

  return reportingChannel(
    {
      what: 'e-mail',
      setting: 'ses-endpoint-url',
      send,
      faultOf: awsSendingFault,
      close: () => clients.close(),
    },
    parts,
  )
}

function contentOf({ subject = '', body, text = plainText(body) }: Message) {
  const Charset = 'UTF-8'
  return {
    Subject: { Data: subject, Charset },
    Body: { Html: { Data: body, Charset }, Text: { Data: text, Charset } },
  }
}

const loadSdk = () => loadAwsSdk(() => import('@aws-sdk/client-sesv2'))
