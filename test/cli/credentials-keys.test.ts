import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refuses } from '../support/refuses.ts'
import { forEachSite } from './run-command.ts'
import { ACCOUNT, allowing, INVALID_TOKEN, signingSite, toCredentials } from './signing.ts'

forEachSite((site) => {
  const { made, as, addAttribute } = signingSite(site)

  describe('credentials rotate, disable, enable and delete', () => {
    test('give a user a second key, end the first, and refuse a third', async () => {
      const first = await made('rotating')
      const rotate = ['credentials', 'rotate', 'rotating', '--format', 'json']
      const second = toCredentials(await site.printedHere(...rotate))
      await addAttribute(as(first))
      await addAttribute(as(second))

      const third = await site.here(...rotate)
      assert.equal(third.code, 1)
      assert.match(
        third.stderr,
        /^poolhouse: rotating has two access keys already \(AKIA\w{16}, AKIA\w{16}\): delete one of them first\n$/,
      )

      await site.printedHere('credentials', 'delete', first.accessKeyId)
      await refuses(addAttribute(as(first)), 'UnrecognizedClientException', INVALID_TOKEN)
      const last = toCredentials(await site.printedHere(...rotate, '--disable-old'))
      await refuses(addAttribute(as(second)), 'UnrecognizedClientException', INVALID_TOKEN)
      await addAttribute(as(last))
    })

    test('refuse what a disabled key signs until it is enabled', async () => {
      const credentials = await made('paused')
      const { accessKeyId } = credentials
      assert.equal(
        await site.printedHere('credentials', 'disable', accessKeyId),
        `${accessKeyId} of arn:aws:iam::${ACCOUNT}:user/paused is disabled.\n`,
      )
      await refuses(addAttribute(as(credentials)), 'UnrecognizedClientException', INVALID_TOKEN)
      await site.printedHere('credentials', 'enable', accessKeyId)
      await addAttribute(as(credentials))
    })

    test('end all keys of a user who is deleted', async () => {
      const credentials = await made('leaving')
      await site.printedHere('credentials', 'delete', 'leaving')
      await refuses(addAttribute(as(credentials)), 'UnrecognizedClientException', INVALID_TOKEN)
      const { stderr } = await site.here('credentials', 'show', 'leaving')
      assert.equal(stderr, 'poolhouse: there is no user leaving\n')
    })

    test('report a key that does not exist', async () => {
      const { code, stderr } = await site.here('credentials', 'disable', 'AKIAAAAAAAAAAAAAAAAA')
      assert.deepEqual([code, stderr], [1, 'poolhouse: there is no access key AKIAAAAAAAAAAAAAAAAA\n'])
    })
  })

  describe('credentials put-policy', () => {
    test('counts from the next request on', async () => {
      const client = as(await made('changing'))
      await addAttribute(client)
      const other = site.write('other.json', allowing('DeleteUserPool'))
      await site.printedHere('credentials', 'put-policy', 'changing', '--policy', other)
      await assert.rejects(addAttribute(client), { name: 'AccessDeniedException' })
    })
  })

  describe('changes of keys', () => {
    test('leave records of IAM in the audit trail, as root’s', async () => {
      const { accessKeyId } = await made('audited')
      await site.printedHere('credentials', 'disable', accessKeyId)
      await site.printedHere('credentials', 'delete', accessKeyId)
      await site.printedHere('credentials', 'delete', 'audited')
      const records = (await site.records()).filter(
        ({ requestParameters }) => requestParameters?.userName === 'audited',
      )
      assert.deepEqual(
        new Set(records.map(({ eventSource, eventName }) => `${eventSource} ${eventName}`)),
        new Set(
          [
            'CreateUser',
            'PutUserPolicy',
            'CreateAccessKey',
            'UpdateAccessKey',
            'DeleteAccessKey',
            'DeleteUser',
          ].map((name) => `iam.amazonaws.com ${name}`),
        ),
      )
      for (const { userIdentity } of records) assert.equal(userIdentity.arn, `arn:aws:iam::${ACCOUNT}:root`)
      const disabling = records.find(({ eventName }) => eventName === 'UpdateAccessKey')
      assert.deepEqual(disabling?.requestParameters, { userName: 'audited', accessKeyId, status: 'Inactive' })
    })
  })
})
