dependencies: /tmp/h/dicom/Sources/CDICOM/dcmtk_codecs.cpp \
  /tmp/h/dicom/Sources/CDICOM/include/cdicom.h \
  /opt/swift/usr/lib/clang/21/include/stddef.h \
  /opt/swift/usr/lib/clang/21/include/__stddef_header_macro.h \
  /opt/swift/usr/lib/clang/21/include/__stddef_ptrdiff_t.h \
  /opt/swift/usr/lib/clang/21/include/__stddef_size_t.h \
  /opt/swift/usr/lib/clang/21/include/__stddef_wchar_t.h \
  /opt/swift/usr/lib/clang/21/include/__stddef_null.h \
  /opt/swift/usr/lib/clang/21/include/__stddef_nullptr_t.h \
  /opt/swift/usr/lib/clang/21/include/__stddef_max_align_t.h \
  /opt/swift/usr/lib/clang/21/include/__stddef_offsetof.h \
  /opt/swift/usr/lib/clang/21/include/stdint.h /usr/include/stdint.h \
  /usr/include/x86_64-linux-gnu/bits/libc-header-start.h \
  /usr/include/features.h /usr/include/features-time64.h \
  /usr/include/x86_64-linux-gnu/bits/wordsize.h \
  /usr/include/x86_64-linux-gnu/bits/timesize.h \
  /usr/include/stdc-predef.h /usr/include/x86_64-linux-gnu/sys/cdefs.h \
  /usr/include/x86_64-linux-gnu/bits/long-double.h \
  /usr/include/x86_64-linux-gnu/gnu/stubs.h \
  /usr/include/x86_64-linux-gnu/gnu/stubs-64.h \
  /usr/include/x86_64-linux-gnu/bits/types.h \
  /usr/include/x86_64-linux-gnu/bits/typesizes.h \
  /usr/include/x86_64-linux-gnu/bits/time64.h \
  /usr/include/x86_64-linux-gnu/bits/wchar.h \
  /usr/include/x86_64-linux-gnu/bits/stdint-intn.h \
  /usr/include/x86_64-linux-gnu/bits/stdint-uintn.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/limits \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/c++config.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/os_defines.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/cpu_defines.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/pstl/pstl_config.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/memory \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_algobase.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/functexcept.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/exception_defines.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/cpp_type_traits.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/ext/type_traits.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/ext/numeric_traits.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_pair.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/type_traits \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/move.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/utility.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/compare \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/concepts \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_iterator_base_types.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/iterator_concepts.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/ptr_traits.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/ranges_cmp.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_iterator_base_funcs.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/concept_check.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/debug/assertions.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_iterator.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/new \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/exception.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_construct.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/debug/debug.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/predefined_ops.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/allocator.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/c++allocator.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/new_allocator.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/memoryfwd.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_uninitialized.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/ext/alloc_traits.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/alloc_traits.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_tempbuf.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_raw_storage_iter.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/align.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bit \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/uses_allocator.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/unique_ptr.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/tuple \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/invoke.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_function.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/backward/binders.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/functional_hash.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/hash_bytes.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/ostream \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/ios \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/iosfwd \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stringfwd.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/postypes.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/cwchar \
  /usr/include/wchar.h /usr/include/x86_64-linux-gnu/bits/floatn.h \
  /usr/include/x86_64-linux-gnu/bits/floatn-common.h \
  /opt/swift/usr/lib/clang/21/include/stdarg.h \
  /opt/swift/usr/lib/clang/21/include/__stdarg___gnuc_va_list.h \
  /usr/include/x86_64-linux-gnu/bits/types/wint_t.h \
  /usr/include/x86_64-linux-gnu/bits/types/mbstate_t.h \
  /usr/include/x86_64-linux-gnu/bits/types/__mbstate_t.h \
  /usr/include/x86_64-linux-gnu/bits/types/__FILE.h \
  /usr/include/x86_64-linux-gnu/bits/types/FILE.h \
  /usr/include/x86_64-linux-gnu/bits/types/locale_t.h \
  /usr/include/x86_64-linux-gnu/bits/types/__locale_t.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/exception \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/exception_ptr.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/cxxabi_init_exception.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/typeinfo \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/nested_exception.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/char_traits.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/cstdint \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/localefwd.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/c++locale.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/clocale \
  /usr/include/locale.h /usr/include/x86_64-linux-gnu/bits/locale.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/cctype \
  /usr/include/ctype.h /usr/include/x86_64-linux-gnu/bits/endian.h \
  /usr/include/x86_64-linux-gnu/bits/endianness.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/ios_base.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/ext/atomicity.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/gthr.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/gthr-default.h \
  /usr/include/pthread.h /usr/include/sched.h \
  /usr/include/x86_64-linux-gnu/bits/types/time_t.h \
  /usr/include/x86_64-linux-gnu/bits/types/struct_timespec.h \
  /usr/include/x86_64-linux-gnu/bits/sched.h \
  /usr/include/x86_64-linux-gnu/bits/types/struct_sched_param.h \
  /usr/include/x86_64-linux-gnu/bits/cpu-set.h /usr/include/time.h \
  /usr/include/x86_64-linux-gnu/bits/time.h \
  /usr/include/x86_64-linux-gnu/bits/timex.h \
  /usr/include/x86_64-linux-gnu/bits/types/struct_timeval.h \
  /usr/include/x86_64-linux-gnu/bits/types/clock_t.h \
  /usr/include/x86_64-linux-gnu/bits/types/struct_tm.h \
  /usr/include/x86_64-linux-gnu/bits/types/clockid_t.h \
  /usr/include/x86_64-linux-gnu/bits/types/timer_t.h \
  /usr/include/x86_64-linux-gnu/bits/types/struct_itimerspec.h \
  /usr/include/x86_64-linux-gnu/bits/pthreadtypes.h \
  /usr/include/x86_64-linux-gnu/bits/thread-shared-types.h \
  /usr/include/x86_64-linux-gnu/bits/pthreadtypes-arch.h \
  /usr/include/x86_64-linux-gnu/bits/atomic_wide_counter.h \
  /usr/include/x86_64-linux-gnu/bits/struct_mutex.h \
  /usr/include/x86_64-linux-gnu/bits/struct_rwlock.h \
  /usr/include/x86_64-linux-gnu/bits/setjmp.h \
  /usr/include/x86_64-linux-gnu/bits/types/__sigset_t.h \
  /usr/include/x86_64-linux-gnu/bits/types/struct___jmp_buf_tag.h \
  /usr/include/x86_64-linux-gnu/bits/pthread_stack_min-dynamic.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/atomic_word.h \
  /usr/include/x86_64-linux-gnu/sys/single_threaded.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/locale_classes.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/string \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/ostream_insert.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/cxxabi_forced.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/refwrap.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/range_access.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/initializer_list \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/basic_string.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/string_view \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/ranges_base.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/max_size_type.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/numbers \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/string_view.tcc \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/ext/string_conversions.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/cstdlib \
  /usr/include/stdlib.h /usr/include/x86_64-linux-gnu/bits/waitflags.h \
  /usr/include/x86_64-linux-gnu/bits/waitstatus.h \
  /usr/include/x86_64-linux-gnu/sys/types.h /usr/include/endian.h \
  /usr/include/x86_64-linux-gnu/bits/byteswap.h \
  /usr/include/x86_64-linux-gnu/bits/uintn-identity.h \
  /usr/include/x86_64-linux-gnu/sys/select.h \
  /usr/include/x86_64-linux-gnu/bits/select.h \
  /usr/include/x86_64-linux-gnu/bits/types/sigset_t.h \
  /usr/include/alloca.h \
  /usr/include/x86_64-linux-gnu/bits/stdlib-bsearch.h \
  /usr/include/x86_64-linux-gnu/bits/stdlib-float.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/std_abs.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/cstdio \
  /usr/include/stdio.h \
  /usr/include/x86_64-linux-gnu/bits/types/__fpos_t.h \
  /usr/include/x86_64-linux-gnu/bits/types/__fpos64_t.h \
  /usr/include/x86_64-linux-gnu/bits/types/struct_FILE.h \
  /usr/include/x86_64-linux-gnu/bits/types/cookie_io_functions_t.h \
  /usr/include/x86_64-linux-gnu/bits/stdio_lim.h \
  /usr/include/x86_64-linux-gnu/bits/stdio.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/cerrno \
  /usr/include/errno.h /usr/include/x86_64-linux-gnu/bits/errno.h \
  /usr/include/linux/errno.h /usr/include/x86_64-linux-gnu/asm/errno.h \
  /usr/include/asm-generic/errno.h /usr/include/asm-generic/errno-base.h \
  /usr/include/x86_64-linux-gnu/bits/types/error_t.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/charconv.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/basic_string.tcc \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/locale_classes.tcc \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/system_error \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/error_constants.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/stdexcept \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/streambuf \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/streambuf.tcc \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/basic_ios.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/locale_facets.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/cwctype \
  /usr/include/wctype.h \
  /usr/include/x86_64-linux-gnu/bits/wctype-wchar.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/ctype_base.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/streambuf_iterator.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/ctype_inline.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/locale_facets.tcc \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/basic_ios.tcc \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/ostream.tcc \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/shared_ptr.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/shared_ptr_base.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/allocated_ptr.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/ext/aligned_buffer.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/ext/concurrence.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/shared_ptr_atomic.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/atomic_base.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/atomic_lockfree_defines.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/atomic_wait.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/climits \
  /opt/swift/usr/lib/clang/21/include/limits.h /usr/include/limits.h \
  /usr/include/x86_64-linux-gnu/bits/posix1_lim.h \
  /usr/include/x86_64-linux-gnu/bits/local_lim.h \
  /usr/include/linux/limits.h \
  /usr/include/x86_64-linux-gnu/bits/posix2_lim.h \
  /usr/include/x86_64-linux-gnu/bits/xopen_lim.h \
  /usr/include/x86_64-linux-gnu/bits/uio_lim.h /usr/include/unistd.h \
  /usr/include/x86_64-linux-gnu/bits/posix_opt.h \
  /usr/include/x86_64-linux-gnu/bits/environments.h \
  /usr/include/x86_64-linux-gnu/bits/confname.h \
  /usr/include/x86_64-linux-gnu/bits/getopt_posix.h \
  /usr/include/x86_64-linux-gnu/bits/getopt_core.h \
  /usr/include/x86_64-linux-gnu/bits/unistd_ext.h \
  /usr/include/linux/close_range.h /usr/include/syscall.h \
  /usr/include/x86_64-linux-gnu/sys/syscall.h \
  /usr/include/x86_64-linux-gnu/asm/unistd.h \
  /usr/include/x86_64-linux-gnu/asm/unistd_64.h \
  /usr/include/x86_64-linux-gnu/bits/syscall.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/std_mutex.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/backward/auto_ptr.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/ranges_uninitialized.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/ranges_algobase.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/uses_allocator_args.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/pstl/glue_memory_defs.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/pstl/execution_defs.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/mutex \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/chrono.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/ratio \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/ctime \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/parse_numbers.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/unique_lock.h \
  /usr/include/dcmtk/config/osconfig.h \
  /usr/include/dcmtk/dcmdata/dcdeftag.h \
  /usr/include/dcmtk/dcmdata/dctagkey.h \
  /usr/include/dcmtk/ofstd/ofstream.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/iostream \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/istream \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/istream.tcc \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/fstream \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/codecvt.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/basic_file.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/c++io.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/fstream.tcc \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/iomanip \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/locale \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/locale_facets_nonio.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/time_members.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/messages_members.h \
  /usr/include/libintl.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/locale_facets_nonio.tcc \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/locale_conv.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/quoted_string.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/sstream \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/sstream.tcc \
  /usr/include/dcmtk/ofstd/ofstdinc.h \
  /usr/include/dcmtk/ofstd/ofstring.h /usr/include/dcmtk/ofstd/oftypes.h \
  /usr/include/dcmtk/ofstd/ofdefine.h /usr/include/dcmtk/ofstd/ofcast.h \
  /usr/include/dcmtk/ofstd/ofexport.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/cstring \
  /usr/include/string.h /usr/include/strings.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/cstddef \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/cinttypes \
  /opt/swift/usr/lib/clang/21/include/inttypes.h /usr/include/inttypes.h \
  /usr/include/dcmtk/ofstd/ofdiag.h \
  /usr/include/dcmtk/dcmdata/dcdefine.h \
  /usr/include/dcmtk/ofstd/diag/push.def \
  /usr/include/dcmtk/ofstd/diag/ignrattr.def \
  /usr/include/dcmtk/ofstd/diag/pop.def \
  /usr/include/dcmtk/dcmdata/dcitem.h /usr/include/dcmtk/ofstd/offile.h \
  /usr/include/dcmtk/ofstd/ofstd.h /usr/include/dcmtk/ofstd/oflist.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/list \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_list.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/list.tcc \
  /usr/include/dcmtk/ofstd/oftraits.h /usr/include/dcmtk/ofstd/ofcond.h \
  /usr/include/dcmtk/ofstd/oflimits.h /usr/include/dcmtk/config/arith.h \
  /usr/include/dcmtk/ofstd/oferror.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/cassert \
  /usr/include/assert.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/cstdarg \
  /opt/swift/usr/lib/clang/21/include/__stdarg_header_macro.h \
  /opt/swift/usr/lib/clang/21/include/__stdarg_va_list.h \
  /opt/swift/usr/lib/clang/21/include/__stdarg_va_arg.h \
  /opt/swift/usr/lib/clang/21/include/__stdarg___va_copy.h \
  /opt/swift/usr/lib/clang/21/include/__stdarg_va_copy.h \
  /usr/include/x86_64-linux-gnu/sys/stat.h \
  /usr/include/x86_64-linux-gnu/bits/stat.h \
  /usr/include/x86_64-linux-gnu/bits/struct_stat.h \
  /usr/include/x86_64-linux-gnu/bits/statx.h /usr/include/linux/stat.h \
  /usr/include/linux/types.h /usr/include/x86_64-linux-gnu/asm/types.h \
  /usr/include/asm-generic/types.h /usr/include/asm-generic/int-ll64.h \
  /usr/include/x86_64-linux-gnu/asm/bitsperlong.h \
  /usr/include/asm-generic/bitsperlong.h \
  /usr/include/linux/posix_types.h /usr/include/linux/stddef.h \
  /usr/include/x86_64-linux-gnu/asm/posix_types.h \
  /usr/include/x86_64-linux-gnu/asm/posix_types_64.h \
  /usr/include/asm-generic/posix_types.h \
  /usr/include/x86_64-linux-gnu/bits/statx-generic.h \
  /usr/include/x86_64-linux-gnu/bits/types/struct_statx_timestamp.h \
  /usr/include/x86_64-linux-gnu/bits/types/struct_statx.h \
  /usr/include/dcmtk/dcmdata/dctypes.h /usr/include/dcmtk/oflog/oflog.h \
  /usr/include/dcmtk/oflog/logger.h /usr/include/dcmtk/oflog/config.h \
  /usr/include/dcmtk/oflog/config/defines.h \
  /usr/include/dcmtk/oflog/helpers/threadcf.h \
  /usr/include/dcmtk/oflog/loglevel.h \
  /usr/include/dcmtk/ofstd/ofvector.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/vector \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_vector.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_bvector.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/vector.tcc \
  /usr/include/dcmtk/oflog/tstring.h /usr/include/dcmtk/oflog/tchar.h \
  /usr/include/dcmtk/oflog/spi/apndatch.h \
  /usr/include/dcmtk/oflog/appender.h /usr/include/dcmtk/ofstd/ofmem.h \
  /usr/include/dcmtk/ofstd/ofutil.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/utility \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_relops.h \
  /usr/include/dcmtk/oflog/layout.h /usr/include/dcmtk/oflog/streams.h \
  /usr/include/dcmtk/oflog/helpers/pointer.h \
  /usr/include/dcmtk/oflog/thread/syncprim.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/algorithm \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_algo.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/algorithmfwd.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/stl_heap.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/uniform_int_dist.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/ranges_algo.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/ranges_util.h \
  /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/pstl/glue_algorithm_defs.h \
  /usr/include/dcmtk/oflog/spi/filter.h \
  /usr/include/dcmtk/oflog/helpers/lockfile.h \
  /usr/include/dcmtk/oflog/spi/logfact.h \
  /usr/include/dcmtk/oflog/logmacro.h \
  /usr/include/dcmtk/oflog/helpers/snprintf.h \
  /usr/include/dcmtk/oflog/tracelog.h \
  /usr/include/dcmtk/dcmdata/dcobject.h \
  /usr/include/dcmtk/ofstd/ofglobal.h \
  /usr/include/dcmtk/ofstd/ofthread.h \
  /usr/include/dcmtk/dcmdata/dcerror.h \
  /usr/include/dcmtk/dcmdata/dcxfer.h /usr/include/dcmtk/dcmdata/dcvr.h \
  /usr/include/dcmtk/dcmdata/dctag.h \
  /usr/include/dcmtk/dcmdata/dcstack.h \
  /usr/include/dcmtk/dcmdata/dclist.h \
  /usr/include/dcmtk/dcmdata/dcpcache.h \
  /usr/include/dcmtk/dcmdata/dcpixel.h \
  /usr/include/dcmtk/dcmdata/dcvrpobw.h \
  /usr/include/dcmtk/dcmdata/dcvrobow.h \
  /usr/include/dcmtk/dcmdata/dcelem.h \
  /usr/include/dcmtk/dcmdata/dcpixseq.h \
  /usr/include/dcmtk/dcmdata/dcsequen.h \
  /usr/include/dcmtk/dcmdata/dcofsetl.h \
  /usr/include/dcmtk/dcmdata/dcpxitem.h \
  /usr/include/dcmtk/dcmjpeg/djdecode.h \
  /usr/include/dcmtk/dcmjpeg/djutils.h \
  /usr/include/dcmtk/dcmimgle/diutils.h \
  /usr/include/dcmtk/dcmimgle/didefine.h \
  /usr/include/dcmtk/dcmjpeg/djdefine.h \
  /usr/include/dcmtk/dcmjpls/djdecode.h \
  /usr/include/dcmtk/dcmjpls/djlsutil.h \
  /usr/include/dcmtk/dcmjpls/dldefine.h
