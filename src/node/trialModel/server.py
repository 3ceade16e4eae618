"""The trial model's server, or its embedder's: llama.cpp's own OpenAI-compatible server, on loopback only.

It watches its standard input and ends when that closes, so that it never outlives whoever started it.
"""

import json, os, sys

settings = json.loads(sys.argv[1])
sys.path.insert(0, settings["packages"])
import xllamacpp

parameters = xllamacpp.CommonParams()
parameters.model.path = settings["weights"]
parameters.model_alias = {settings["alias"]}
parameters.port = settings["port"]
parameters.hostnames = ["127.0.0.1"]
parameters.n_parallel = settings["slots"]
parameters.n_ctx = settings["contextTokens"]
parameters.cpuparams.n_threads = settings["threads"]
parameters.cpuparams_batch.n_threads = settings["threads"]
parameters.ui = False
if settings["embeds"]:
    # A model of this kind ends the process where it is not told to embed.
    parameters.embedding = True
    parameters.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    # More than a text can have, so that one that is too long is an error with its length.
    parameters.n_batch = parameters.n_ubatch = 2048
    parameters.cors_origins = "localhost"
    parameters.cors_origins_explicit = True
    parameters.verbosity = 1
else:
    parameters.kv_unified = settings["sharedCache"]
    parameters.cache_prompt = settings["sharedCache"]
    parameters.cache_ram_mib = 256
    parameters.endpoint_metrics = True
server = xllamacpp.Server(parameters)
print("listening", flush=True)

while sys.stdin.buffer.read(1):
    pass
os._exit(0)
