import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { forEachSite, openSite } from './run-command.ts'
import { ACCOUNT, allowing, EVERY_POOL, toCredentials } from './signing.ts'

forEachSite((site) => {
  describe('credentials list and show', () => {
    test('show keys, tags and policy, and never a secret', async () => {
      const create = ['credentials', 'create', '--name', 'shown', '--format', 'json', '--tags', 'team=blue']
      const policy = site.write('policy.json', allowing('AdminGetUser'))
      const { accessKeyId, secretAccessKey } = toCredentials(
        await site.printedHere(...create, '--policy', policy),
      )
      const list = await site.printedHere('credentials', 'list')
      assert.match(list, new RegExp(`^user +shown +${accessKeyId} \\(active\\)$`, 'm'))
      const show = await site.printedHere('credentials', 'show', 'shown')
      assert.match(
        show,
        new RegExp(`^arn +arn:aws:iam::${ACCOUNT}:user/shown\nid +AIDA\\w{17}\ntags +team=blue\n`),
      )
      assert.match(show, /"Sid": "Some"/)
      const audit = await site.printedHere('audit', '--json')
      for (const text of [list, show, audit]) assert.equal(text.includes(secretAccessKey), false)
      assert.match(audit, new RegExp(accessKeyId)) // of the same records
    })
  })

  describe('credentials simulate', () => {
    const ask = (...args: string[]) =>
      site.here(
        'credentials',
        'simulate',
        '--name',
        'asked',
        '--resource',
        `${EVERY_POOL.slice(0, -1)}us-east-1_a`,
        ...args,
      )
    before(async () => {
      const conditional = site.write('conditional.json', {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'Inside',
            Effect: 'Allow',
            Action: 'cognito-idp:*',
            Resource: EVERY_POOL,
            Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
          },
          { Effect: 'Deny', Action: 'cognito-idp:Delete*', Resource: '*' },
        ],
      })
      await site.printedHere('credentials', 'create', '--name', 'asked', '--policy', conditional)
    })

    test('names the statement that allows a request', async () => {
      const { code, stdout } = await ask(
        ...['--action', 'cognito-idp:AdminGetUser', '--context', 'aws:SourceIp=192.0.2.7'],
      )
      assert.deepEqual(
        [code, stdout],
        [0, 'allowed\n  Allow: identity policy "policy", statement 0 (Inside)\n'],
      )
    })

    test('names what it would need to know, and ends with code 2', async () => {
      const { code, stdout } = await ask('--action', 'cognito-idp:AdminGetUser')
      assert.equal(code, 2)
      assert.equal(
        stdout,
        'denied by the identity policy\n  no statement applies\n' +
          'Condition keys that the policies use and --context does not give: aws:sourceip\n',
      )
    })

    test('warns of a Deny on a key that no request has, like the command that stores it', async () => {
      const deny = site.write('deny.json', {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: ['cognito-idp:*', 'iam:PassRole'], Resource: '*' },
          {
            Effect: 'Deny',
            Action: 'iam:PassRole',
            Resource: '*',
            Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
          },
        ],
      })
      const sentence =
        "Statement[1].Condition.StringEquals['iam:PassedToService'] reads a key that no request has, " +
        'so this Deny never applies.\n'
      const made = await site.here('credentials', 'create', '--name', 'denied', '--policy', deny)
      assert.ok(made.stderr.includes(`Warning: ${deny}: ${sentence}`), made.stderr)
      const put = await site.here('credentials', 'put-policy', 'denied', '--policy', deny)
      assert.deepEqual([put.code, put.stderr], [0, `Warning: ${deny}: ${sentence}`])

      const role = ['--resource', 'arn:aws:iam::123456789012:role/r']
      const simulate = ['credentials', 'simulate', '--name', 'denied', '--action', 'iam:PassRole', ...role]
      const { code, stdout } = await site.here(...simulate)
      assert.deepEqual(
        [code, stdout],
        [0, `allowed\n  Allow: identity policy "policy", statement 0\nPolicy "policy": ${sentence}`],
      )
      const given = await site.here(...simulate, '--context', 'iam:PassedToService=ec2.amazonaws.com')
      assert.equal(given.code, 1)
      assert.equal(
        given.stderr,
        'poolhouse: --context iam:passedtoservice: no request of iam:PassRole has this key\n',
      )
    })

    test('reports an explicit denial', async () => {
      const { code, stdout } = await ask(
        ...['--action', 'cognito-idp:DeleteUserPool', '--context', 'aws:SourceIp=192.0.2.7'],
      )
      assert.equal(code, 2)
      assert.match(
        stdout,
        /^denied explicitly by the identity policy\n {2}Allow: .*\n {2}Deny: .* statement 1\n$/,
      )
    })
  })
})

describe('a command on a folder that is not a server’s', () => {
  const site = openSite([], { POOLHOUSE_ROOT_ACCESS_KEY_ID: '', POOLHOUSE_ROOT_SECRET_ACCESS_KEY: '' })

  test('refuses to list from a missing database, and creates nothing', async () => {
    const { code, stderr } = await site.run('credentials', 'list')
    assert.equal(code, 1)
    assert.match(
      stderr,
      /^poolhouse: there is no database in \S+; name the server's data folder with --data-dir/,
    )
    assert.deepEqual(readdirSync(site.folder), [])
  })

  test('creates no root key next to a database that has lost its own', async () => {
    const policy = site.write('policy.json', allowing('AdminGetUser'))
    await site.printed('credentials', 'create', '--name', 'ci', '--policy', policy)
    rmSync(join(site.folder, 'data', 'root.key'))
    const { code, stderr } = await site.run('credentials', 'rotate', 'ci')
    assert.equal(code, 1)
    assert.match(
      stderr,
      /^poolhouse: the secrets in \S+ are sealed under a root encryption key .* has no root\.key, and none is configured/,
    )
  })
})
