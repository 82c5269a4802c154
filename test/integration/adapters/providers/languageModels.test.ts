import { createAiSdkModel } from '../../../../src/adapters/providers/aiSdk/createAiSdkModel';
import { systemClock } from '../../../../src/base/clock';
import { contractKey, languageModelContract } from '../../../contracts/languageModelContract';
import { providerSurfaces } from '../../../support/providerSurfaces';

for (const surface of providerSurfaces) {
  const { provider, modelName } = surface;
  languageModelContract(surface, (baseURL) =>
    createAiSdkModel({
      modelName,
      modelId: modelName,
      endpoint: { provider, baseURL, key: contractKey },
      clock: systemClock,
    }),
  );
}
