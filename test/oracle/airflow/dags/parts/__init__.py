from .making import make_load, shared_start
from . import settings
