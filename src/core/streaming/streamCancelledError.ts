import { AppError } from '../../base/error';

/** How `stream.error` names the end of a stream that was cancelled; never thrown. */
export class StreamCancelledError extends AppError {
  static override readonly kind = 'StreamCancelledError';
  override readonly name = 'StreamCancelledError';
  readonly code = 'cancelled';

  constructor() {
    super('The stream was cancelled.');
  }
}
