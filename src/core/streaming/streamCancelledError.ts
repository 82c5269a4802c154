import { AppError } from '../../base/error';

/** How `stream.error` names the end of a stream that was cancelled; never thrown. */
export class StreamCancelledError extends AppError {
  override readonly name = 'StreamCancelledError';
  readonly code = 'cancelled';

  constructor() {
    super('The stream was cancelled.');
  }
}
