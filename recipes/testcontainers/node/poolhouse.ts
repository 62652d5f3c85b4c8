// Not run by a test: it needs a Docker engine.   npm install --save-dev testcontainers
import { GenericContainer, Wait } from 'testcontainers'

export const credentials = { accessKeyId: 'test', secretAccessKey: 'test-secret-of-our-tests' }
/** Opens the inbox: `GET /inbox/messages?to=…` with `Authorization: Bearer …` returns the codes that were sent. */
export const inboxToken = 'inbox-token-of-our-tests'

/** Starts the image with a seed file, and returns the options of a client. */
export async function startPoolhouse(seedFile: string) {
  const container = await new GenericContainer('poolhouse')
    .withExposedPorts(7665)
    .withCopyFilesToContainer([{ source: seedFile, target: '/seed.yaml' }])
    .withEnvironment({
      POOLHOUSE_SEED_FILE: '/seed.yaml',
      POOLHOUSE_ISSUER_FORM: 'aws',
      POOLHOUSE_ROOT_ACCESS_KEY_ID: credentials.accessKeyId,
      POOLHOUSE_ROOT_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      POOLHOUSE_INBOX_TOKEN: inboxToken,
      POOLHOUSE_ADDRESS_FAILURES: 'unlimited',
      POOLHOUSE_MESSAGES_PER_USER: 'unlimited',
      POOLHOUSE_MESSAGES_PER_RECIPIENT: 'unlimited',
      POOLHOUSE_MESSAGES_PER_ADDRESS: 'unlimited',
    })
    .withWaitStrategy(Wait.forHttp('/ready', 7665))
    .start()
  const endpoint = `http://${container.getHost()}:${container.getMappedPort(7665)}`
  return { endpoint, region: 'eu-west-1', credentials, stop: () => container.stop() }
}
