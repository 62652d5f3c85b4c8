import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { CreateUserPoolCommand, DeleteUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider'
import { refuses } from '../support/refuses.ts'
import { forEachSite, type Site } from './run-command.ts'
import { ACCOUNT, allowing, signingSite, toCredentials } from './signing.ts'

forEachSite((site) => {
  const { state, made, as, addAttribute } = signingSite(site)

  describe('credentials create', () => {
    test('creates a user who may immediately do what the policy allows on the running server, and nothing else', async () => {
      const client = as(await made('ci'))
      await addAttribute(client)
      await refuses(
        client.send(new DeleteUserPoolCommand({ UserPoolId: state.pool })),
        'AccessDeniedException',
        `User: arn:aws:iam::${ACCOUNT}:user/ci is not authorized to perform: cognito-idp:DeleteUserPool on ` +
          `resource: arn:aws:cognito-idp:us-east-1:${ACCOUNT}:userpool/${state.pool} because no identity-based policy ` +
          'allows the cognito-idp:DeleteUserPool action',
      )
    })

    test('makes a temporary key of a user who is there, which counts until it expires', async () => {
      await made('short')
      const args = ['--name', 'short', '--temporary', '3s', '--format', 'json']
      const credentials = toCredentials(await site.printedHere('credentials', 'create', ...args))
      assert.match(credentials.accessKeyId, /^ASIA/)
      await addAttribute(as(credentials))
      await new Promise((resolve) => setTimeout(resolve, 3100))
      await assert.rejects(addAttribute(as(credentials)), { name: 'ExpiredTokenException' })
    })

    test('makes a role, and a session of it that its session policy narrows', async () => {
      const role = await site.here(
        'credentials',
        'create',
        '--role',
        '--name',
        'deploy',
        '--policy',
        join(site.folder, 'policy.json'),
      )
      assert.deepEqual([role.code, role.stdout], [0, ''])
      const narrow = site.write('narrow.json', allowing('DeleteUserPool'))
      const session = ['--role', '--name', 'deploy', '--temporary', '1h', '--session-name', 'build']
      const create = ['credentials', 'create', ...session, '--format', 'json']
      await addAttribute(as(toCredentials(await site.printedHere(...create))))
      const narrowed = toCredentials(await site.printedHere(...create, '--session-policy', narrow))
      await refuses(
        addAttribute(as(narrowed)),
        'AccessDeniedException',
        `User: arn:aws:sts::${ACCOUNT}:assumed-role/deploy/build is not authorized to perform: ` +
          `cognito-idp:AddCustomAttributes on resource: arn:aws:cognito-idp:us-east-1:${ACCOUNT}:userpool/${state.pool} ` +
          'because no session policy allows the cognito-idp:AddCustomAttributes action',
      )
    })

    test('leaves records of IAM and STS in the audit trail', async () => {
      const names = (await site.records()).map(({ eventSource, eventName }) => `${eventSource} ${eventName}`)
      for (const name of ['CreateRole', 'PutRolePolicy'])
        assert.ok(names.includes(`iam.amazonaws.com ${name}`))
      for (const name of ['GetSessionToken', 'AssumeRole']) {
        assert.ok(names.includes(`sts.amazonaws.com ${name}`), name)
      }
    })

    test('gives the tags that policies ask for', async () => {
      const tagged = site.write('tagged.json', {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: 'cognito-idp:CreateUserPool',
          Resource: '*',
          Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
        },
      })
      const create = ['credentials', 'create', '--policy', tagged, '--format', 'json']
      const blue = await site.printedHere(...create, '--name', 'blue', '--tags', 'team=blue', 'floor=2')
      const red = await site.printedHere(...create, '--name', 'red', '--tags', 'team=red')
      const create1 = new CreateUserPoolCommand({ PoolName: 'tagged' })
      await as(toCredentials(blue)).send(create1)
      await assert.rejects(as(toCredentials(red)).send(create1), {
        name: 'AccessDeniedException',
      })
    })

    test('prints lines for a shell, or a profile of a credentials file', async () => {
      const env = await site.printedHere(
        'credentials',
        'create',
        '--name',
        'shell',
        '--policy',
        join(site.folder, 'policy.json'),
      )
      assert.match(
        env,
        /^export AWS_ACCESS_KEY_ID=AKIA[A-Z2-7]{16}\nexport AWS_SECRET_ACCESS_KEY=[\w+/]{40}\n$/,
      )
      const ini = await site.printedHere(
        ...['credentials', 'create', '--name', 'shell', '--temporary', '1h', '--format', 'ini'],
      )
      assert.match(
        ini,
        /^\[shell\]\naws_access_key_id = ASIA\w{16}\naws_secret_access_key = [\w+/]{40}\naws_session_token = [\w+/]{300,}\n$/,
      )
    })

    const refusals: [title: string, args: (site: Site) => string[], message: RegExp][] = [
      [
        'a policy that is malformed, with the place of the mistake',
        (site) => [
          ...['--name', 'new', '--policy'],
          site.write('bad.json', { Statement: [{ Effect: 'Allow', Action: ['a:b', 3], Resource: '*' }] }),
        ],
        /^poolhouse: \S*bad\.json: Statement\[0\]\.Action\[1\] must be a string\.\n$/,
      ],
      [
        'a name that is taken',
        () => ['--name', 'CI', '--policy', join(site.folder, 'policy.json')],
        /^poolhouse: there is a user CI already; see rotate for a new key, put-policy for its policy\n$/,
      ],
      [
        'a new user without a policy',
        () => ['--name', 'new'],
        /^poolhouse: a new user needs --policy, a file with its policy in JSON\n$/,
      ],
      [
        'a name that IAM would not take',
        () => ['--name', 'a b', '--policy', join(site.folder, 'policy.json')],
        /^poolhouse: --name must be 1 to 64 letters, digits and _\+=,\.@-, not "a b"\n$/,
      ],
      [
        'a tag without a value',
        () => ['--name', 'new', '--policy', join(site.folder, 'policy.json'), '--tags', 'team'],
        /^poolhouse: --tags must be key=value, of at most 128 and 256 characters, not "team"\n$/,
      ],
      [
        'a reserved tag key',
        () => ['--name', 'new', '--policy', join(site.folder, 'policy.json'), '--tags', 'aws:a=b'],
        /^poolhouse: the tag key aws:a is reserved: keys can't begin with aws:\n$/,
      ],
      [
        'a temporary key of 13 hours for a role',
        () => ['--role', '--name', 'deploy', '--temporary', '13h'],
        /^poolhouse: --temporary must be from 1s to 12h for a role\n$/,
      ],
      [
        'a federated session without a policy',
        () => ['--name', 'ci', '--temporary', '1h', '--session-name', 'app'],
        /^poolhouse: for a user, --session-name and --session-policy must be given together\n$/,
      ],
      [
        'a temporary key of a user whose name belongs to a role',
        () => ['--name', 'deploy', '--temporary', '1h'],
        /^poolhouse: there is no user deploy; there is a role of the name: add --role\n$/,
      ],
    ]
    for (const [title, args, message] of refusals) {
      test(`refuses ${title}`, async () => {
        const { code, stdout, stderr } = await site.here('credentials', 'create', ...args(site))
        assert.deepEqual([code, stdout], [1, ''])
        assert.match(stderr, message)
      })
    }
  })
})
