import { answerMutateOrder } from './adapters/mutation/answerMutateOrder';

void answerMutateOrder();
