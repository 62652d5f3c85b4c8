// Pools with second factors, made through the API.
import {
  type CognitoIdentityProviderClient,
  type CreateUserPoolCommandInput,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, REGION } from './poolhouse.ts'
import { newPool } from './pools.ts'

const SMS = { SnsCallerArn: `arn:aws:iam::${ACCOUNT}:role/sms` }
const EMAIL = {
  EmailSendingAccount: 'DEVELOPER',
  SourceArn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/sender@example.com`,
} as const

/** What a pool offers: `s` for text messages, `t` for authenticator apps, `e` for e-mail. */
export type OfferedFactors = '' | 's' | 't' | 'e' | 'st' | 'se' | 'te' | 'ste'

/** Sets the second factors of a pool made by {@link newMfaPool}. */
export async function setMfa(
  root: CognitoIdentityProviderClient,
  UserPoolId: string,
  MfaConfiguration: 'OFF' | 'OPTIONAL' | 'ON',
  factors: OfferedFactors,
  more: Partial<SetUserPoolMfaConfigCommandInput> = {},
): Promise<void> {
  await root.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId,
      MfaConfiguration,
      ...(factors.includes('s') && { SmsMfaConfiguration: { SmsConfiguration: SMS } }),
      ...(factors.includes('t') && { SoftwareTokenMfaConfiguration: { Enabled: true } }),
      ...(factors.includes('e') && { EmailMfaConfiguration: {} }),
      ...more,
    }),
  )
}

/** A pool that can offer all second factors, and offers these. */
export async function newMfaPool(
  root: CognitoIdentityProviderClient,
  mfa: 'OFF' | 'OPTIONAL' | 'ON',
  factors: OfferedFactors,
  settings: Partial<CreateUserPoolCommandInput> = {},
): Promise<string> {
  const id = await newPool(root, { EmailConfiguration: EMAIL, SmsConfiguration: SMS, ...settings })
  if (mfa !== 'OFF') await setMfa(root, id, mfa, factors)
  return id
}
