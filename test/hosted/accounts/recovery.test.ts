import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { AdminResetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider'
import { OTHER_PASSWORD, wrong } from '../../support/journeys.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newUser, PASSWORD } from '../../support/pools.ts'
import { CALLBACK, onBoth, openSite, type Site } from '../oauth/site.ts'
import { codeSentTo, faultsOf, noticeOf, openVisitor, placeOf } from './visitor.ts'

const ALICE = 'alice@example.com'

onBoth((database) => {
  const house = usePoolhouse({ database })
  let site: Site

  before(async () => {
    site = await openSite(house, { pool: { AutoVerifiedAttributes: ['email'] } })
  })

  describe('a forgotten password on the pages', () => {
    test('is replaced with the code of the message', async () => {
      const visitor = openVisitor(site)
      await visitor.visit('/forgotPassword')
      const asked = await visitor.send({ username: 'alice' })
      assert.equal(placeOf(asked), '/confirmforgotPassword')
      assert.match(asked.text, /We sent a code to a\*\*\*@e\*\*\*/)
      const code = await codeSentTo(house, ALICE)
      const chosen = { code, password: OTHER_PASSWORD, confirmPassword: OTHER_PASSWORD }

      const refused = await visitor.send({ ...chosen, code: wrong(code) })
      assert.deepEqual(faultsOf(refused), ['That code is not right. Check it and try again.'])
      const weak = await visitor.send({ ...chosen, password: 'weak', confirmPassword: 'weak' })
      assert.deepEqual(faultsOf(weak), ['The password doesn’t meet the rules.'])
      const differing = await visitor.send({ ...chosen, confirmPassword: PASSWORD })
      assert.deepEqual(faultsOf(differing), ['The two passwords are different.'])

      const done = await visitor.send(chosen)
      assert.equal(placeOf(done), '/login')
      assert.equal(noticeOf(done), 'Your password was changed. You can now sign in.')
      assert.equal(
        noticeOf(await visitor.send({ username: 'alice', password: PASSWORD })),
        'Incorrect username or password.',
      )
      assert.equal(placeOf(await visitor.send({ username: 'alice', password: OTHER_PASSWORD })), CALLBACK)
    })

    test('gets another code from the page that asks for it', async () => {
      const visitor = openVisitor(site)
      await visitor.visit('/forgotPassword')
      await visitor.send({ username: 'alice' })
      const first = await codeSentTo(house, ALICE)
      const again = await visitor.send({ action: 'resend' })
      assert.equal(placeOf(again), '/confirmforgotPassword')
      assert.equal(noticeOf(again), 'We sent you a new code.')
      assert.notEqual(await codeSentTo(house, ALICE), first)
    })

    test('is asked for where an administrator has reset it, once the user is known', async () => {
      await newUser(house.client(), site.pool, 'bert', { email: 'bert@example.com', email_verified: 'true' })
      const named = { UserPoolId: site.pool, Username: 'bert' }
      await house.client().send(new AdminResetUserPasswordCommand(named))
      const visitor = openVisitor(site)
      await visitor.visit('/login')
      const page = await visitor.send({ username: 'bert', password: PASSWORD })
      assert.equal(placeOf(page), '/forgotPassword')
      assert.equal(noticeOf(page), 'You need to reset your password before you can sign in.')
    })

    test('says the same of a stranger, whose every code is wrong', async () => {
      const said = async (username: string) => {
        const visitor = openVisitor(site)
        await visitor.visit('/forgotPassword')
        const asked = await visitor.send({ username })
        const chosen = { code: '000000', password: OTHER_PASSWORD, confirmPassword: OTHER_PASSWORD }
        return [placeOf(asked), /We sent a code to/.test(asked.text), faultsOf(await visitor.send(chosen))]
      }
      await newUser(house.client(), site.pool, 'cleo', { email: 'cleo@example.com', email_verified: 'true' })
      assert.deepEqual(await said('nobody'), await said('cleo'))
    })

    test('begins with the name: without it the page for the code leads there', async () => {
      const visitor = openVisitor(site)
      for (const path of ['/confirmforgotPassword', '/confirmForgotPassword']) {
        assert.equal(placeOf(await visitor.visit(path)), '/forgotPassword', path)
      }
      assert.deepEqual(faultsOf(await visitor.send({ username: ' ' })), ['Fill in this field.'])
    })

    test('is left to administrators where the pool says so', async () => {
      const left = await openSite(house, {
        pool: { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] } },
      })
      assert.doesNotMatch((await openVisitor(left).visit('/login')).text, /forgotPassword/)
    })
  })
})
