import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminSetUserMFAPreferenceCommand,
  type ExplicitAuthFlowsType,
} from '@aws-sdk/client-cognito-identity-provider'
import { codeAt, standingClock } from '../../support/authenticator-app.ts'
import { functionArn, useFunctions } from '../../support/functions.ts'
import { wrong } from '../../support/journeys.ts'
import { type OfferedFactors, setMfa } from '../../support/mfa.ts'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { inviteUser, newUser, PASSWORD, TEMPORARY } from '../../support/pools.ts'
import { CALLBACK, onBoth, openSite, type Site, type SiteSettings } from '../oauth/site.ts'
import { codeSentTo, faultsOf, messagesTo, noticeOf, openVisitor, type Page, placeOf } from './visitor.ts'

const ALICE = 'alice@example.com'
const WRONG_CODE = 'That code is not right. Check it and try again.'
const DEVELOPER = {
  EmailSendingAccount: 'DEVELOPER' as const,
  SourceArn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/sender@example.com`,
}
const SMS = { SnsCallerArn: `arn:aws:iam::${ACCOUNT}:role/sms` }

/** The values of the buttons of a choice. */
const choicesOf = ({ text }: Page) =>
  [...text.matchAll(/name="answer" value="(\w+)"/g)].map(([, value]) => value)

onBoth((database) => {
  const clock = standingClock()
  const functions = useFunctions()
  const house = usePoolhouse({ database, clock, functions: { functions: functions.named('after') } })

  const siteWith = async (
    settings: SiteSettings = {},
    mfa?: 'OPTIONAL' | 'ON',
    factors: OfferedFactors = '',
  ) => {
    const pool = { EmailConfiguration: DEVELOPER, SmsConfiguration: SMS, ...settings.pool }
    const site = await openSite(house, { ...settings, pool })
    if (mfa) await setMfa(house.client(), site.pool, mfa, factors)
    return site
  }

  const signIn = async (site: Site, username = 'alice', password = PASSWORD) => {
    const visitor = openVisitor(site)
    await visitor.visit('/login')
    return { visitor, page: await visitor.send({ username, password }) }
  }

  describe('a second factor on the pages', () => {
    test('is the code of an e-mail', async () => {
      const site = await siteWith({}, 'ON', 'e')
      const { visitor, page } = await signIn(site)
      assert.equal(placeOf(page), '/mfa')
      assert.match(page.text, /We sent a code to a\*\*\*@e\*\*\*/)
      const code = await codeSentTo(house, ALICE)
      assert.deepEqual(faultsOf(await visitor.send({ code: '' })), ['Fill in this field.'])
      assert.deepEqual(faultsOf(await visitor.send({ code: wrong(code) })), [WRONG_CODE])
      assert.equal(placeOf(await visitor.send({ code })), CALLBACK)
    })

    test('is chosen where there are two', async () => {
      const site = await siteWith({}, 'ON', 'se')
      const phone = { phone_number: '+14325551212', phone_number_verified: 'true' }
      const email = { email: 'pat@example.com', email_verified: 'true' }
      await newUser(house.client(), site.pool, 'pat', { ...phone, ...email })
      const { visitor, page } = await signIn(site, 'pat')
      assert.deepEqual(choicesOf(page).sort(), ['EMAIL_OTP', 'SMS_MFA'])
      const asked = await visitor.send({ answer: 'SMS_MFA' })
      assert.match(asked.text, /We sent a code to \+\*+1212/)
      assert.equal(placeOf(await visitor.send({ code: await codeSentTo(house, '+14325551212') })), CALLBACK)
    })

    test('is set up: an app by its QR code', async () => {
      const site = await siteWith({}, 'ON', 't')
      const { visitor, page } = await signIn(site)
      assert.equal(placeOf(page), '/mfa/register')
      assert.match(
        page.text,
        /<svg class="qr" viewBox="0 0 \d+ \d+" role="img" aria-label="QR code with the key"/,
      )
      const secret = /<code class="key">([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1]?.replaceAll(' ', '') ?? ''
      assert.equal(secret.length, 52)
      assert.match((await visitor.visit('/mfa/register')).text, new RegExp(secret.slice(0, 4)))
      const code = codeAt(secret, clock())
      assert.deepEqual(faultsOf(await visitor.send({ code: wrong(code) })), [WRONG_CODE])
      assert.equal(placeOf(await visitor.send({ code })), CALLBACK)

      house.passTime(60_000)
      const next = await signIn(site)
      assert.equal(placeOf(next.page), '/mfa')
      assert.match(next.page.text, /Enter the code that your authenticator app shows/)
      assert.equal(placeOf(await next.visitor.send({ code: codeAt(secret, clock() + 60_000) })), CALLBACK)
    })

    test('is set up: one of several, and another after all', async () => {
      const site = await siteWith({}, 'ON', 'ste')
      await newUser(house.client(), site.pool, 'quinn')
      const { visitor, page } = await signIn(site, 'quinn')
      assert.deepEqual(choicesOf(page).sort(), ['EMAIL_OTP', 'SMS_MFA', 'SOFTWARE_TOKEN_MFA'])
      assert.match((await visitor.send({ answer: 'SOFTWARE_TOKEN_MFA' })).text, /class="qr"/)
      assert.equal(choicesOf(await visitor.send({ action: 'another' })).length, 3)
      await visitor.send({ answer: 'EMAIL_OTP' })
      assert.deepEqual(faultsOf(await visitor.send({ contact: 'nowhere' })), ['Check this field.'])
      const asked = await visitor.send({ contact: 'quinn@example.com' })
      assert.equal(placeOf(asked), '/mfa')
      assert.equal(
        placeOf(await visitor.send({ code: await codeSentTo(house, 'quinn@example.com') })),
        CALLBACK,
      )
    })

    test('is asked for if it is activated while the password is checked', async () => {
      const site = await siteWith({ pool: { LambdaConfig: { PostAuthentication: functionArn('after') } } })
      await setMfa(house.client(), site.pool, 'OPTIONAL', 'e')
      functions.set('after', async (event) => {
        const EmailMfaSettings = { Enabled: true }
        const user = { UserPoolId: site.pool, Username: 'alice' }
        await house.client().send(new AdminSetUserMFAPreferenceCommand({ ...user, EmailMfaSettings }))
        return event
      })
      const { visitor, page } = await signIn(site)
      assert.equal(placeOf(page), '/mfa')
      const code = await codeSentTo(house, ALICE)
      assert.equal(placeOf(await visitor.send({ code })), CALLBACK)
    })

    test('begins anew where the time for it is over', async () => {
      const site = await siteWith({}, 'ON', 'e')
      const { visitor } = await signIn(site)
      const code = await codeSentTo(house, ALICE)
      const { browser } = visitor
      house.passTime(6 * 60_000)
      const page = await visitor.visit('/mfa')
      assert.equal(placeOf(page), '/login')
      assert.equal(placeOf(await visitor.send({ code }, '/mfa')), '/mfa')
      assert.equal(browser.cookie('cognito'), undefined)
    })
  })

  describe('a temporary password on the pages', () => {
    test('is replaced, together with what the pool requires', async () => {
      const site = await siteWith({
        pool: { Schema: [{ Name: 'family_name', Required: true, Mutable: true }] },
      })
      await inviteUser(house.client(), site.pool, 'ruth')
      const { visitor, page } = await signIn(site, 'ruth', TEMPORARY)
      assert.equal(placeOf(page), '/changePassword')
      const chosen = { password: 'Chosen-Horse-7', confirmPassword: 'Chosen-Horse-7' }
      const family = { 'requiredAttributes[family_name]': 'Example' }
      assert.deepEqual(faultsOf(await visitor.send(chosen)), ['Fill in this field.'])
      const differing = await visitor.send({ ...chosen, ...family, confirmPassword: 'Other-Horse-7' })
      assert.deepEqual(faultsOf(differing), ['The two passwords are different.'])
      assert.match(differing.text, /value="Example"/)
      assert.equal(placeOf(await visitor.send({ ...chosen, ...family })), CALLBACK)
    })
  })

  describe('the choice of a first factor on the pages', () => {
    /** All that the pool allows: what a user has is not shown to strangers. */
    const OFFERED = ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP']
    const CHOOSING: ExplicitAuthFlowsType[] = ['ALLOW_USER_AUTH']
    let site: Site

    before(async () => {
      site = await siteWith({
        pool: {
          Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
        },
        client: { ExplicitAuthFlows: CHOOSING },
      })
    })

    const name = async (username: string) => {
      const visitor = openVisitor(site)
      const first = await visitor.visit('/login')
      assert.doesNotMatch(first.text, /name="password"/)
      return { visitor, page: await visitor.send({ username }) }
    }

    test('comes after the name: a code', async () => {
      const { visitor, page } = await name('alice')
      assert.equal(placeOf(page), '/login/continue')
      assert.deepEqual(choicesOf(page), OFFERED)
      const asked = await visitor.send({ answer: 'EMAIL_OTP' })
      assert.equal(placeOf(asked), '/mfa')
      const before = await messagesTo(house, ALICE)
      house.passTime(1000) // by which the newest message is known
      const again = await visitor.send({ action: 'resend' })
      assert.equal(noticeOf(again), 'We sent you a new code.')
      assert.equal(await messagesTo(house, ALICE), before + 1)
      const code = await codeSentTo(house, ALICE)
      assert.deepEqual(faultsOf(await visitor.send({ code: wrong(code) })), [WRONG_CODE])
      assert.equal(placeOf(await visitor.send({ code })), CALLBACK)
    })

    test('comes after the name: the password, again after a wrong one, and another way', async () => {
      const { visitor } = await name('alice')
      const asked = await visitor.send({ answer: 'PASSWORD' })
      assert.match(asked.text, /Signing in as alice\./)
      assert.deepEqual(faultsOf(await visitor.send({ password: '' })), ['Fill in this field.'])
      const refused = await visitor.send({ password: 'Wrong-Horse-7' })
      assert.equal(noticeOf(refused), 'Incorrect username or password.')
      assert.deepEqual(choicesOf(await visitor.send({ action: 'another' })), OFFERED)
      await visitor.send({ answer: 'PASSWORD' })
      await visitor.send({ password: 'Wrong-Horse-7' })
      assert.equal(placeOf(await visitor.send({ password: PASSWORD })), CALLBACK)
    })

    test('is offered to strangers, whose every answer is wrong', async () => {
      const { visitor, page } = await name('nobody')
      assert.equal(placeOf(page), '/login/continue')
      assert.deepEqual(choicesOf(page), OFFERED)
      await visitor.send({ answer: 'PASSWORD' })
      assert.equal(noticeOf(await visitor.send({ password: PASSWORD })), 'Incorrect username or password.')
    })

    test('takes nothing that was not offered', async () => {
      const { visitor } = await name('alice')
      for (const answer of ['WEB_AUTHN', 'PASSWORD_SRP', '', 'constructor']) {
        assert.deepEqual(choicesOf(await visitor.send({ answer })), OFFERED, answer)
      }
    })
  })
})
