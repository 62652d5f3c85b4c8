import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Group } from './group.ts'
import { groupClaims } from './group-claims.ts'

const [A, B] = ['arn:aws:iam::123456789012:role/A', 'arn:aws:iam::123456789012:role/B']

const group = (groupName: string, precedence?: number, roleArn?: string): Group => ({
  userPoolId: 'us-east-1_AAAAAAAAA',
  groupName,
  precedence,
  roleArn,
  createdAt: 0,
  modifiedAt: 0,
})

// Recorded from the real service, row by row.
const rows: [title: string, groups: Group[], roles: string[] | undefined, preferred: string | undefined][] = [
  ['nothing without groups', [], undefined, undefined],
  ['the role of the only group', [group('reader', 10, A)], [A], A],
  [
    'no preferred role at a tie of two roles',
    [group('reader', 10, A), group('writer', 10, B)],
    [A, B],
    undefined,
  ],
  ['the role of the lowest precedence', [group('reader', 10, A), group('writer', 9, B)], [A, B], B],
  [
    'no heed to a better-ranked group without a role',
    [group('reader', 10, A), group('writer', 9, B), group('empty-first', 0)],
    [A, B],
    B,
  ],
  ['the preferred role at a tie of one role', [group('reader', 10, A), group('writer', 10, A)], [A], A],
  [
    'no heed to a group without precedence',
    [group('reader', 10, A), group('writer', 10, A), group('null-b', undefined, B)],
    [A, B],
    A,
  ],
  ['no preferred role of an unranked group', [group('null-a', undefined, A)], [A], undefined],
  [
    'no preferred role of unranked groups that agree',
    [group('null-a', undefined, B), group('null-b', undefined, B)],
    [B],
    undefined,
  ],
]

for (const [title, groups, roles, preferredRole] of rows) {
  test(`gives ${title}`, () => {
    const claims = groupClaims(groups)
    assert.deepEqual(claims.groups, groups.length > 0 ? groups.map(({ groupName }) => groupName) : undefined)
    assert.deepEqual(claims.roles && [...claims.roles].sort(), roles)
    assert.equal(claims.preferredRole, preferredRole)
  })
}
