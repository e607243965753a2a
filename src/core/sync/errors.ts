type Statuses = Readonly<Record<string, { readonly status: number | null }>>

/** The codes a phone can be answered with, as a whole or of a single change. */
const exchangeCodes = {
  BodyMalformed: { status: 400 },
  BodyTooLarge: { status: 413 },
  EncodingUnsupported: { status: 415 },
  ProtocolUnsupported: { status: 426 },
  TokenUnknown: { status: 401 },
  DeviceRevoked: { status: 403 },
  NotFound: { status: 404 },
  EnrolmentCodeWrong: { status: 403 },
  EnrolmentCodeUsed: { status: 409 },
  EnrolmentCodeExpired: { status: 410 },
  TooManyAttempts: { status: 429 },
  OriginForbidden: { status: 403 },
  TransitionNotAllowed: { status: 409 },
  ReasonRequired: { status: 400 },
  RangeUnsatisfiable: { status: 416 },
  OrganizationClosed: { status: 409 },
  ServerBusy: { status: 503 },
  StorageFull: { status: 507 },
  InternalError: { status: 500 },
  ChangeMalformed: { status: null },
  ChangeTooLarge: { status: null },
  KindNotAllowed: { status: null },
  IdReused: { status: null },
  SubjectUnknown: { status: null },
  SubjectUnreadable: { status: null },
  GivenBackUnproven: { status: null },
} as const satisfies Statuses

/** The codes that only the office's desk is answered with; apart, so that a phone's first load goes without them. */
const deskCodes = {
  SignInWrong: { status: 403 },
  SessionMissing: { status: 401 },
  RightMissing: { status: 403 },
  DateInvalid: { status: 400 },
  AddresseeInvalid: { status: 400 },
  DraftMalformed: { status: 400 },
  DraftChanged: { status: 409 },
  DraftEmpty: { status: 409 },
  MaterialMissing: { status: 409 },
  MaterialTooLarge: { status: 413 },
  MaterialUnsupported: { status: 415 },
  DocumentChanged: { status: 409 },
  UndoTooLate: { status: 409 },
  LoginTaken: { status: 409 },
  LastAdministrator: { status: 409 },
  PasswordWeak: { status: 400 },
  InvitationInvalid: { status: 410 },
  SettingsInvalid: { status: 400 },
  SetupCodeWrong: { status: 403 },
  SetupDone: { status: 409 },
  OrganizationInvalid: { status: 400 },
  OrganizationExists: { status: 409 },
  OrganizationChanged: { status: 409 },
  SuccessorInvalid: { status: 409 },
  ImportChanged: { status: 409 },
  ImportNoHeadings: { status: 422 },
  ImportEmpty: { status: 422 },
  ImportTooLong: { status: 422 },
} as const satisfies Statuses

/** The codes that only the upload of a proof is answered with; apart for the same reason. */
const proofCodes = {
  OffsetMismatch: { status: 409 },
  ProofDamaged: { status: 422 },
  ProofTooLarge: { status: 413 },
  ProofUnsupported: { status: 415 },
} as const satisfies Statuses

/**
 * Every code an answer of the server, or a single change in it, can carry. `docs/errors.md` says what each means and
 * what the user sees; `status` is the HTTP status where a code answers a whole request.
 */
export const errorCodes = { ...exchangeCodes, ...deskCodes, ...proofCodes }

export type ErrorCode = keyof typeof errorCodes

/** Codes that arise on the phone alone: no answer carries them, but a person sees them. */
export const deviceCodes = ['NetworkUnavailable', 'AnswerUnreadable', 'EnrolmentMissing', 'PersonMissing', 'NothingToUndo', 'StorageFailed'] as const
export type DeviceCode = (typeof deviceCodes)[number]

/** Whether outside text is a code that a phone can be answered with. */
export function isErrorCode(text: string): text is keyof typeof exchangeCodes {
  return Object.hasOwn(exchangeCodes, text)
}

/** The one shape of every error answer. Details are numbers, dates and codes, never texts or names. */
export interface ErrorAnswer {
  readonly error: { readonly type: ErrorCode; readonly [detail: string]: unknown }
}

/** Why no answer came: the network, its time limit, or an answer that is not ours. */
export type ExchangeFailure =
  | { readonly type: 'NetworkUnavailable' }
  | { readonly type: 'AnswerUnreadable' }
  | { readonly type: 'Refused'; readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>>; readonly retryAfterSeconds: number | null }
