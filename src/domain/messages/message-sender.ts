import { isMailAddress } from '../../kernel/mail-address.ts'
import { defaultSnsRegion } from '../user-pools/settings/sms-configuration.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { Message } from './message-gateway.ts'

/**
 * The sender of a pool's e-mails. AWS: without a `From`, an identity in SES that is an address is the sender.
 */
export function mailSender({ region, settings }: UserPool): Pick<Message, 'from' | 'replyTo' | 'aws'> {
  const { from, replyToEmailAddress: replyTo, sourceArn, configurationSet } = settings.emailConfiguration
  const aws = { region, sourceArn, configurationSet }
  return { from: from ?? identityAddress(sourceArn), replyTo, aws }
}

/** The sender of a pool's text messages. */
export function textSender({ region, settings }: UserPool): Pick<Message, 'aws'> {
  const { snsRegion = defaultSnsRegion(region), eumsSms } = settings.smsConfiguration ?? {}
  return { aws: { region: eumsSms ? region : snsRegion, originationNumber: eumsSms?.originationIdentity } }
}

/** Of `arn:aws:ses:<region>:<account>:identity/<address or domain>`. */
function identityAddress(sourceArn: string | undefined): string | undefined {
  const identity = sourceArn?.slice(sourceArn.indexOf('/') + 1)
  return identity !== undefined && isMailAddress(identity) ? identity : undefined
}
