"""The trial embedder's server: llama.cpp's own /v1/embeddings, on loopback only.

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
# A model of this kind ends the process where it is not told to embed.
parameters.embedding = True
parameters.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
# One text at a time gives the same bits alone, in a batch and under load.
parameters.n_parallel = 1
parameters.n_ctx = 512
# More than a text can have, so that one that is too long is an error with its length.
parameters.n_batch = parameters.n_ubatch = 2048
parameters.cpuparams.n_threads = 1
parameters.cpuparams_batch.n_threads = 1
parameters.cors_origins = "localhost"
parameters.cors_origins_explicit = True
parameters.ui = False
parameters.verbosity = 1
server = xllamacpp.Server(parameters)
print("listening", flush=True)

while sys.stdin.buffer.read(1):
    pass
os._exit(0)
