import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createTransport } from 'nodemailer'
import addressparser from 'nodemailer/lib/addressparser'
import { mailedForm } from '../../src/domain/attributes/contact-form.ts'
import { isMailAddress } from '../../src/kernel/mail-address.ts'
import { ANY_CHARACTER } from '../support/any-character.ts'

const transport = createTransport({ streamTransport: true, buffer: true })

/** Where the mailer would send a mail to this address: the recipients of the envelope, and those of the header. */
async function mailedTo(address: string): Promise<{ envelope: string[]; header: string[] }> {
  const { envelope, message } = await transport.sendMail({
    from: 'no-reply@example.com',
    to: { name: '', address },
    text: '',
  })
  const [, to = ''] = /^To:((?:[^\r\n]|\r\n[ \t])*)/m.exec(String(message)) ?? []
  return { envelope: envelope.to, header: addressparser(to).map((it) => it.address ?? '') }
}

const REFUSED = [
  'jane\u0000@example.com',
  'jane\u0001@example.com',
  '\u007fjane@example.com',
  'jane\r\nBcc:spy@example.com',
  'jane@example.com\n',
  'jane @example.com',
  ' jane@example.com',
  '<jane@example.com>',
  'jane<@example.com',
  'jane@example.com>',
  'Jane<jane@example.com>',
  'jane(comment)@example.com',
  'jane@(comment)example.com',
  'jane@example.com(comment)',
  '"jane"@example.com',
  '"jane@evil.example"@example.com',
  'jane@evil.example@example.com',
  'jane,john@example.com',
  'jane;john@example.com',
  'group:jane@example.com;',
  'jane\\@example.com',
  '.jane@example.com',
  'jane.@example.com',
  'ja..ne@example.com',
  '\uff4a\uff41\uff4e\uff45@example.com',
  'jane@\uff45\uff58\uff41mple.com',
  'jane@example\u3002com',
  'jane@ex\u00e4mple.com',
  'jane@exa\u00admple.com',
  'jane@\u212Aexample.com',
  'jan\u00e9@example.com',
  'jane\u0301@example.com',
  'jane@[127.0.0.1]',
  'jane@[IPv6:::1]',
  'jane@127.1',
  'jane@0x7f.1',
  'jane@example.0x7f',
  'jane@example..com',
  'jane@.example.com',
  'jane@example.com.',
  'jane@-example.com',
  'jane@example-.com',
  'jane@ex%61mple.com',
  '@example.com',
  'jane@',
  'jane',
  '',
  `${'a'.repeat(65)}@example.com`,
  `jane@${'a'.repeat(64)}.com`,
  `jane@${'abc.'.repeat(64)}com`,
]

const TAKEN = [
  'jane@example.com',
  'Jane.Doe@Example.COM',
  'jane+tag@mail.example.co.uk',
  "o'brien_#!$%&*/=?^`{|}~-@x-y.example",
  'jane@localhost',
  'jane@xn--jgeva-dua.ee',
  '1@2.example',
  `${'a'.repeat(64)}@example.com`,
]

/** Parts of addresses, and parts that confuse mailers. */
const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('a', 'Jane', 'x1', 'example', 'COM', 'xn--a', 'xn--jgeva-dua', '0x7f', '1'),
  },
  { weight: 4, arbitrary: fc.constantFrom('.', '-', '+', '_', '@') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('"', '<', '>', '(', ')', ',', ';', ':', '\\', '[', ']', '%', ' ', '\u0000'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('\uff41', '\u212a', '\u3002', '\u00df', '\u00ad', '\u200d', '\u0301', '\n'),
  },
  { weight: 1, arbitrary: fc.string({ unit: ANY_CHARACTER, maxLength: 3 }) },
)
const side = (most: number) =>
  fc.array(piece, { minLength: 1, maxLength: most }).map((pieces) => pieces.join(''))
const wild = fc.tuple(side(6), side(8)).map(([local, domain]) => `${local}@${domain}`)
const tame = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,8}(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,8}){0,3}$/),
    fc.stringMatching(/^([A-Za-z0-9][A-Za-z0-9-]{0,8}\.){0,3}[A-Za-z0-9][A-Za-z0-9-]{0,8}$/),
  )
  .map(([local, domain]) => `${local}@${domain}`)

describe('an address that users may have', () => {
  test('is one to which the mailer sends exactly as written, except for the case of its domain', async () => {
    let taken = 0
    await fc.assert(
      fc.asyncProperty(fc.oneof(wild, tame, fc.constantFrom(...REFUSED, ...TAKEN)), async (address) => {
        if (!isMailAddress(address)) return
        taken++
        const mailed = mailedForm(address)
        assert.deepEqual(await mailedTo(address), { envelope: [mailed], header: [mailed] })
        // So each mailbox has only one address here, and a different address is a different mailbox.
        assert.equal(mailedForm(mailed), mailed)
        assert.ok(isMailAddress(mailed))
      }),
      { numRuns: 6000 },
    )
    assert.ok(taken > 1000, `only ${taken} addresses were taken`)
  })

  for (const address of TAKEN) {
    test(`may be ${JSON.stringify(address)}`, async () => {
      assert.ok(isMailAddress(address))
      assert.deepEqual((await mailedTo(address)).envelope, [mailedForm(address)])
    })
  }

  for (const address of REFUSED) {
    test(`is not ${JSON.stringify(address).slice(0, 80)}`, () => assert.equal(isMailAddress(address), false))
  }
})
