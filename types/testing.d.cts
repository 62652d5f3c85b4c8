/** What `poolhouse/testing` exports: a server for the tests of an application. */

/** Everything is optional. */
export interface StartOptions {
  /** The pools, clients and users that exist at the start: the path of a YAML or JSON file, or the same as an object. */
  readonly seed?: string | object
  /** The port to listen on, on loopback. By default any free one. */
  readonly port?: number
  /** The region of requests. By default that of the seed's first pool, or else us-east-1. */
  readonly region?: string
  /** The root access key. By default `test` with a secret that is always the same. */
  readonly credentials?: Credentials
  /** Further settings of the server by their names, such as `{ issuerForm: 'public-url', logLevel: 'debug' }`. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>
  /** Milliseconds within which the server must be ready. By default 30 000. */
  readonly startTimeout?: number
}

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** A running server. It ends with `stop()`, and at the latest with the process that started it, however that ends. */
export interface Poolhouse {
  /** Of the form `http://localhost:<port>`, for the option `endpoint` of a client. */
  readonly endpoint: string
  readonly region: string
  /** Those of root, who may do everything. */
  readonly credentials: Credentials
  /** The same three as environment variables that the AWS SDKs and the AWS CLI read. */
  readonly environment: Readonly<Record<string, string>>
  readonly inbox: Inbox
  /** Stops the server and deletes its data. May be called again. */
  stop(): Promise<void>
}

/** The e-mails and text messages that the server would have sent. Each is handed over once. */
export interface Inbox {
  /** Waits for the next message with a code to an e-mail address or a phone number (`+15555550100`), and returns the code. */
  codeFor(recipient: string, options?: WaitOptions): Promise<string>
  /** Waits for the next message to the recipient. Of several new ones, it returns the newest. */
  messageFor(recipient: string, options?: WaitOptions): Promise<Message>
}

export interface WaitOptions {
  /** Milliseconds to wait before the promise is rejected. By default 10 000. */
  readonly timeout?: number
}

export interface Message {
  readonly id: string
  /** ISO 8601, in UTC. */
  readonly sentAt: string
  readonly channel: 'EMAIL' | 'SMS'
  readonly to: string
  /** Null for text messages. */
  readonly subject: string | null
  /** Without HTML. */
  readonly text: string
  readonly userPoolId: string
  readonly username: string | null
  /** These three are present only if the message has them. */
  readonly code?: string
  readonly link?: string
  readonly temporaryPassword?: string
}

/** Starts a server with a database of its own, in a child process. Rejects with what the server says if it does not start. */
export function startPoolhouse(options?: StartOptions): Promise<Poolhouse>
