import { codeAt, STEP } from '../../support/authenticator-app.ts'
import { openJourneys, SMS } from '../../support/journeys.ts'
import { ACCOUNT, type PoolhouseOptions, REGION } from '../../support/poolhouse.ts'

export const EVERY_FACTOR = {
  SmsMfaConfiguration: { SmsConfiguration: SMS },
  SoftwareTokenMfaConfiguration: { Enabled: true },
  EmailMfaConfiguration: {},
}

/** Of pools that may send codes by e-mail as a second factor. */
export const OWN_SENDER = {
  EmailConfiguration: {
    EmailSendingAccount: 'DEVELOPER',
    SourceArn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/sender@example.com`,
  },
}

export type Ground = Awaited<ReturnType<typeof openGround>>

/** A server whose clock only moves by `passTime`, with a pool that offers every second factor. */
export async function openGround(options: PoolhouseOptions = {}) {
  const started = Date.now()
  const it = await openJourneys({ ...options, clock: () => started })
  let now = started

  async function newFactorPool(mfa: object, settings: object = {}): Promise<string> {
    const UserPoolId = await it.newPool({ ...OWN_SENDER, ...settings })
    await it.administrate('SetUserPoolMfaConfig', { UserPoolId, ...mfa })
    return UserPoolId
  }

  const pool = await newFactorPool({ MfaConfiguration: 'OPTIONAL', ...EVERY_FACTOR })
  const client = await it.newClient(pool)

  return {
    it,
    pool,
    client,
    newFactorPool,
    now: () => now,

    passTime(milliseconds: number): void {
      now += milliseconds
      it.house.passTime(milliseconds)
    },

    /** What an authenticator app shows, some steps of 30 seconds from now. */
    code: (secret: string, steps = 0) => codeAt(secret, now + steps * STEP),

    /** A confirmed user who has signed in. */
    async signedIn(attributes: Record<string, string> = {}) {
      const user = await it.member(pool, client, attributes)
      return { ...user, AccessToken: await it.signIn(user) }
    },

    /** Gives a signed-in user a software token. Returns its secret. Uses up the code of the present step. */
    async setUpToken(AccessToken: string, FriendlyDeviceName?: string): Promise<string> {
      const { SecretCode } = await it.ok('AssociateSoftwareToken', { AccessToken })
      const UserCode = codeAt(SecretCode, now)
      await it.ok('VerifySoftwareToken', { AccessToken, UserCode, FriendlyDeviceName })
      return SecretCode
    },
  }
}
