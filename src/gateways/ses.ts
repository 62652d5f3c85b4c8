import type { SESv2Client } from '@aws-sdk/client-sesv2'
import type { Message } from '../domain/messages/message-gateway.ts'
import { plainText } from '../domain/messages/plain-text.ts'
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

export interface SesSettings extends AwsService {
  /** The sender of mails whose pool names none. */
  readonly from: string
  /** Milliseconds in which the answer must have come. */
  readonly timeout: number
}

type Sdk = typeof import('@aws-sdk/client-sesv2')

/**
 * Sends e-mails by Amazon SES: in the region of the pool's identity (`SourceArn`), with its configuration set. The client is
 * loaded at the first mail.
 */
export function sesGateway(
  settings: SesSettings,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): ChannelGateway {
  const { url: endpoint, credentials, from, timeout } = settings
  const refused = refusals(clock)
  const clients = clientByRegion(async (region): Promise<SESv2Client> => {
    const { SESv2Client } = await loadSdk()
    return new SESv2Client({ endpoint, region, ...(credentials && { credentials }) })
  })

  async function send(message: Message, id: string): Promise<void> {
    const { SendEmailCommand } = await loadSdk()
    const { region, sourceArn, configurationSet } = message.aws ?? {}
    const client = await clients.of(sourceArn?.split(':', 4)[3] ?? region ?? 'us-east-1')
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

  return {
    accepts: () => !refused.isRefused(),
    async send(message, id) {
      try {
        await send(message, id)
        refused.note(false)
      } catch (error) {
        const failure = error as AwsFailure
        refused.note(isRefusal(failure))
        const { userPoolId, kind } = message
        const status = failure.$metadata?.httpStatusCode
        log.warn('Could not send an e-mail', {
          userPoolId,
          kind,
          setting: 'ses-endpoint-url',
          errorCode: failure.name,
          status,
        })
        throw new Error('The e-mail was not taken over')
      }
    },
    close: () => clients.close(),
  }
}

function contentOf({ subject = '', body }: Message) {
  const Charset = 'UTF-8'
  return {
    Subject: { Data: subject, Charset },
    Body: { Html: { Data: body, Charset }, Text: { Data: plainText(body), Charset } },
  }
}

async function loadSdk(): Promise<Sdk> {
  withoutSdkWarnings()
  try {
    return await import('@aws-sdk/client-sesv2')
  } catch (cause) {
    throw new Error('this needs the package @aws-sdk/client-sesv2, which is not installed', { cause })
  }
}
